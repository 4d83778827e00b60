/**
 * A browser that is short of room clears a store and tells nobody. The key file, which lies elsewhere, remembers that a
 * journal was begun: where it is empty now, she is told. What was sent comes back by itself; the rest she must know of.
 */

import type { LocalStore } from './local_store.ts';
import { sealedNow } from './whole_contents.ts';

/** `empty`: the journal held nothing of sync when it was opened. A phone without room opens all the same. */
export async function beginJournal(store: LocalStore, empty: boolean): Promise<void> {
  const { keys } = store;
  if (!empty && keys.table.begun) return;
  try {
    if (empty) await store.turn(() => store.commit({ meta: { cleared: keys.table.begun === true } }));
    keys.table.begun = true;
    if (empty) keys.table.sealedFor = sealedNow(keys.table);
    await keys.flush();
  } catch {
    // Asked again at the next opening.
  }
}
