/** Which records name which picture or recording. Pure. */

import type { LocalStore } from '../store/local_store.ts';
import type { FieldValues, Id, Json } from '../types.ts';

export interface BlobNaming {
  readonly record: Id;
  readonly feed: Id;
  readonly kind: string;
  readonly field: string;
  /** The server does not have the record yet, or refused it. */
  readonly waits: boolean;
}

const isOf = (value: Json | undefined, sha256: string): boolean =>
  [value].flat().some((one) => (one as { sha256?: Json } | null | undefined)?.sha256 === sha256);

const fieldOf = (fields: FieldValues, sha256: string): string | undefined =>
  Object.keys(fields).find((name) => isOf(fields[name], sha256));

/** Her own unsent and unreturned changes, and what was told; not where it was taken back. */
export function namingsOf({ outbox, records }: Pick<LocalStore, 'outbox' | 'records'>, sha256: string): BlobNaming[] {
  const found = new Map<Id, BlobNaming>();
  for (const { record, feed, kind, body } of records.values()) {
    const field = body['voided_because'] ? undefined : fieldOf(body, sha256);
    if (field) found.set(record, { record, feed, kind, field, waits: false });
  }
  for (const { change, status } of outbox.values()) {
    const field = fieldOf(change.set, sha256);
    const { record, feed, kind } = change;
    if (field && !found.has(record)) found.set(record, { record, feed, kind, field, waits: status !== 'sent' });
    else if (found.has(record) && change.set['voided_because']) found.delete(record);
  }
  return [...found.values()];
}
