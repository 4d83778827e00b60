/** Parts of the app that are loaded when they are wanted, over a line that may break before the worker has them all. */

const AGAIN = 3000;

/** A line that breaks in between is no reason to show nothing: tried again until it is here. */
export async function untilLoaded<T>(load: () => Promise<T>, pause: () => Promise<void> = moment): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await pause();
    }
  }
}

/** Loaded once. What did not come is asked for anew by whoever wants it next. */
export function onceLoaded<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

const moment = (): Promise<void> => new Promise((done) => setTimeout(done, AGAIN));
