/** The phone's way back goes one step back in a page of several and loses nothing. The address stays as it is. */
export interface VisitorSteps<S> {
  go(step: S): void;
  back(): void;
  /** Nothing before it is to come back to. */
  end(step: S): void;
}

export function visitorSteps<S>(first: S, show: (step: S) => void): VisitorSteps<S> {
  let steps = [first];
  let at = 0;
  history.replaceState({ at }, '');
  addEventListener('popstate', ({ state }) => {
    at = Math.min((state as { at?: number } | null)?.at ?? 0, steps.length - 1);
    show(steps[at] ?? first);
  });
  return {
    go(step) {
      at += 1;
      steps = [...steps.slice(0, at), step];
      history.pushState({ at }, '');
      show(step);
    },
    back: () => history.back(),
    end(step) {
      steps = [step];
      if (at > 0) history.go(-at);
      else show(step);
    },
  };
}
