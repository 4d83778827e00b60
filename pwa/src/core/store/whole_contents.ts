/** All that memory holds, sealed as the journal would hold it: for a journal that was lost under the running app. */

import { envelopeRow } from './envelope_rows.ts';
import type { JournalRow, StoreName } from './journal.ts';
import type { LocalStore } from './local_store.ts';
import type { StoredDraft } from './store_plan.ts';
import { unsentRow } from './unsent_count.ts';

/** The key file is written too: whoever clears a browser's storage clears both. */
export async function wholeContents(
  store: LocalStore,
  drafts: readonly StoredDraft[],
): Promise<(readonly [StoreName, JournalRow])[]> {
  await store.keys.flush();
  const entries = [...store.outbox.values()];
  const boxes = await store.envelopesOf(entries);
  const draftBoxes = drafts.map(async ({ key, value, row }) =>
    envelopeRow(row, await store.sealEnvelope('draft', store.meta.epoch, { draft: { key, value } }), 'draft'),
  );
  const feeds = [...store.feeds.keys()].filter((feed) => feed in store.keys.table.feeds);
  return [
    ...[...boxes, ...(await Promise.all(draftBoxes))].map((row) => ['boxes', row] as const),
    ...(await Promise.all(entries.map((entry) => store.row('works', entry.row, entry)))),
    ...(await Promise.all(drafts.map((draft) => store.row('drafts', draft.row, draft)))),
    ...(await Promise.all(feeds.map(async (feed) => ['feeds', await store.feedRow(feed)] as const))),
    await store.row('meta', 'm', store.meta),
    ['meta', unsentRow(store.outbox, {})],
    ...(store.reference ? [await store.row('meta', 'r', store.reference)] : []),
  ];
}
