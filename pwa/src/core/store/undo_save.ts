/** Takes a save back that is still held: nobody but this phone has heard of it, so it leaves no trace. */

import { notSaved } from '../device/environment.ts';
import type { SealedDrafts } from './drafts.ts';
import type { LocalStore } from './local_store.ts';

/** false: it is on its way, and `voided_because` is the way back. Rejects with `NotSaved`, and then it goes. */
export async function undoSave(store: LocalStore, drafts: SealedDrafts): Promise<boolean> {
  const undone = await store.turn(() =>
    store.hold.undo(async ({ changes, replaced, draft }) => {
      const goneEntries = changes.flatMap((id) => store.outbox.get(id) ?? []);
      if (goneEntries.some(({ status }) => status !== 'waiting')) return false;
      const restored = draft && drafts.read(draft.key) === undefined ? { restoredDraft: draft } : {};
      try {
        await store.commit({ goneEntries, entries: replaced, ...restored });
      } catch (error) {
        throw notSaved(error);
      }
      if (restored.restoredDraft) drafts.restore(restored.restoredDraft);
      return true;
    }),
  );
  store.signal.notify();
  return undone;
}
