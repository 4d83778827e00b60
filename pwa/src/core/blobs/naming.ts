/** Which records name which picture or recording. Pure. */

import type { LocalStore } from '../store/local_store.ts';
import { isReturned } from '../store/overlay.ts';
import type { FieldValues, Id, Json, RecordView } from '../types.ts';

type NamingStore = Pick<LocalStore, 'outbox' | 'records' | 'meta'>;

export interface BlobNaming {
  readonly record: Id;
  readonly feed: Id;
  readonly kind: string;
  readonly field: string;
  /** The server takes none for it now: it does not have the record yet, refused it, or asks which word stands. */
  readonly waits: boolean;
}

const isOf = (value: Json | undefined, sha256: string): boolean =>
  [value].flat(2).some((one) => (one as { sha256?: Json } | null | undefined)?.sha256 === sha256);

const fieldOf = (fields: FieldValues, sha256: string): string | undefined =>
  Object.keys(fields).find((name) => isOf(fields[name], sha256));

/** The field of which she said it, and which waits for somebody to choose. */
const askedOf = ({ questions }: FieldValues, sha256: string): string | undefined =>
  Object.entries((questions ?? {}) as unknown as RecordView['questions']).find(([, all]) =>
    isOf(
      all.map(({ value }) => value),
      sha256,
    ),
  )?.[0];

/** Her own unsent and unreturned changes, and what was told; not where it was taken back. */
export function namingsOf({ outbox, records, meta }: NamingStore, sha256: string): BlobNaming[] {
  const found = new Map<Id, BlobNaming>();
  for (const { record, feed, kind, body } of records.values()) {
    if (body['voided_because']) continue;
    const named = fieldOf(body, sha256);
    const field = named ?? askedOf(body, sha256);
    if (field) found.set(record, { record, feed, kind, field, waits: !named });
  }
  for (const entry of outbox.values()) {
    const { change, status } = entry;
    const held = records.get(change.record);
    // What was told back says by itself what it names by now.
    if (held && isReturned(entry, held, meta)) continue;
    const field = fieldOf(change.set, sha256);
    const { record, feed, kind } = change;
    if (field && !found.has(record)) found.set(record, { record, feed, kind, field, waits: status !== 'sent' });
    else if (found.has(record) && change.set['voided_because']) found.delete(record);
  }
  return [...found.values()];
}
