/** What the server told last, for as long as the app is open: without a line it is shown with when it was so. Never on the disk. */
import type { ApiAnswer, OnlineApi } from '../core/types';

export interface LastTold<T> {
  readonly body: T;
  readonly at: Date;
  /** The server said so just now. */
  readonly fresh: boolean;
}

/** By the line of an opened book: what one person was told goes with her lock. */
const kept = new WeakMap<OnlineApi, Map<string, LastTold<unknown>>>();

/** undefined: not heard, and never heard since she unlocked. */
export async function askOrRecall<T>(
  api: OnlineApi,
  what: string,
  asking: Promise<ApiAnswer<T>>,
  now: () => Date = () => new Date(),
): Promise<LastTold<T> | undefined> {
  const mine = kept.get(api) ?? new Map<string, LastTold<unknown>>();
  kept.set(api, mine);
  const came = await asking;
  if (came.is === 'answer') mine.set(what, { body: came.body, at: now(), fresh: true });
  const last = mine.get(what) as LastTold<T> | undefined;
  return last && { ...last, fresh: came.is === 'answer' };
}
