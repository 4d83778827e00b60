/** What a browser is asked for while it is clearing its storage may be answered neither yes nor no. */

/** For a slow phone: on most, what is asked takes some milliseconds. */
const PATIENCE = 4_000;

/** Asked again where no answer came. The first one counts; what else is given is handed to `letGo`. */
export const untilAnswered = <T>(ask: (again: boolean) => Promise<T>, letGo: (late: T) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    let settled = false;
    const attempt = (asked: boolean): void => {
      if (settled) return;
      const again = setTimeout(attempt, PATIENCE, true);
      ask(asked)
        .then((told) => (settled ? letGo(told) : resolve(told)), reject)
        .finally(() => {
          settled = true;
          clearTimeout(again);
        });
    };
    attempt(false);
  });
