/**
 * A thin line is her caseload's alone until all of it is here: what the app is made of, and nobody waits for, is fetched
 * by its worker before and after. A lock, since it ends with whoever holds it.
 */

const NAME = 'first-load';
/** A browser gives up a worker that is being installed for five minutes. */
const PATIENCE = 180_000;

/** On the page, which waits for nobody: a tab that the system froze while it loaded holds its lock for as long. */
export const alone = async <T>(load: () => Promise<T>): Promise<T> =>
  navigator.locks ? navigator.locks.request(NAME, { ifAvailable: true }, load) : load();

/** In the worker: each call waits until nothing loads, all of them together no longer than `patience`. */
export function lineIsFree(patience = PATIENCE): () => Promise<void> {
  const signal = AbortSignal.timeout(patience);
  return async () => navigator.locks?.request(NAME, { mode: 'shared', signal }, () => undefined).catch(() => undefined);
}
