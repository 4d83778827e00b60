/** All that memory holds, sealed as the journal would hold it: for a journal that was lost under the running app. */

import type { KeyTable } from '../keys/open_keys.ts';
import { envelopeRow } from './envelope_rows.ts';
import type { JournalRow, StoreName } from './journal.ts';
import type { LocalStore } from './local_store.ts';
import type { StoredDraft } from './store_plan.ts';
import { unsentRow } from './unsent_count.ts';

type WrittenRow = readonly [StoreName, JournalRow];

async function allBoxes(store: LocalStore, drafts: readonly StoredDraft[]): Promise<WrittenRow[]> {
  const boxes = await store.envelopesOf([...store.outbox.values()]);
  const draftBoxes = drafts.map(async ({ key, value, row }) =>
    envelopeRow(row, await store.sealEnvelope('draft', store.meta.epoch, { draft: { key, value } }), 'draft'),
  );
  return [...boxes, ...(await Promise.all(draftBoxes))].map((row) => ['boxes', row] as const);
}

/** For which key boxes are sealed, and how: since the second way they carry the keys of pictures. */
export const sealedNow = ({ server }: Pick<KeyTable, 'server'>): string => `${server?.box_key['kid']} 2`;

/**
 * Where the server's key is another than that for which they were sealed: one that it lost opens nothing. Drafts are
 * looked up when it is its turn, since a save that comes before it finishes one.
 */
export function sealBoxesAnew(store: LocalStore, drafts: { all(): readonly StoredDraft[] }): Promise<void> {
  const { table } = store.keys;
  const sealedFor = sealedNow(table);
  return store.turn(async () => {
    if (table.sealedFor === sealedFor) return;
    store.mustBeOpen();
    await store.journal.write({ put: await allBoxes(store, drafts.all()) });
    table.sealedFor = sealedFor;
    await store.keys.flush();
  });
}

/** The key file is written too: whoever clears a browser's storage clears both. */
export async function wholeContents(store: LocalStore, drafts: readonly StoredDraft[]): Promise<WrittenRow[]> {
  await store.keys.flush();
  const entries = [...store.outbox.values()];
  const feeds = [...store.feeds.keys()].filter((feed) => feed in store.keys.table.feeds);
  return [
    ...(await allBoxes(store, drafts)),
    ...(await Promise.all(entries.map((entry) => store.row('works', entry.row, entry)))),
    ...(await Promise.all(drafts.map((draft) => store.row('drafts', draft.row, draft)))),
    ...(await Promise.all(feeds.map(async (feed) => ['feeds', await store.feedRow(feed)] as const))),
    await store.row('meta', 'm', store.meta),
    ['meta', unsentRow(store.outbox, {})],
    ...(store.reference ? [await store.row('meta', 'r', store.reference)] : []),
  ];
}
