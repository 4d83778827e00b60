/** What the browser tells about the page's life. A parameter, so that five hidden minutes need no waiting in a test. */

export type PageEvent = 'visibilitychange' | 'pageshow' | 'resume' | 'freeze' | 'pagehide' | 'online';

export interface PageLifecycle {
  hidden(): boolean;
  /** false: this phone knows that it has no line; true is no promise of one. */
  hasLine(): boolean;
  /** Returns how to stop listening. */
  listen(event: PageEvent, act: () => void): () => void;
}

const OF_WINDOW: readonly PageEvent[] = ['pageshow', 'pagehide', 'online'];

export const browserPageLifecycle: PageLifecycle = {
  hidden: () => document.visibilityState === 'hidden',
  hasLine: () => navigator.onLine,
  listen: (event, act) => {
    const target = OF_WINDOW.includes(event) ? window : document;
    // Captured, so that this hears it before any screen paints.
    target.addEventListener(event, act, { capture: true });
    return () => target.removeEventListener(event, act, { capture: true });
  },
};

export function listenAll(page: PageLifecycle, acts: { readonly [event in PageEvent]?: () => void }): () => void {
  const stops = Object.entries(acts).map(([event, act]) => page.listen(event as PageEvent, act));
  return () => {
    for (const stop of stops) stop();
  };
}
