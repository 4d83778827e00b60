/** What writing a kind begins with: itself, or what stands in its way, or in the way of that. Pure. */
import type { Id, RecordView } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import type { DraftName } from './draft_key';
import type { RecordKind } from './record_kind';

export function firstTarget(
  kind: RecordKind,
  client: Id,
  records: readonly RecordView[],
  lookups: Lookups,
  kindOf: (name: string) => RecordKind | undefined,
): DraftName & { readonly client: Id } {
  const blocked = kind.blockedBy?.(records, lookups);
  if (!blocked) return { client, kind: kind.kind };
  const { first, record, editedAlone } = blocked;
  if (record) return { client, kind: first, record, ...(editedAlone ? { editedAlone } : {}) };
  const before = kindOf(first);
  return before && before !== kind ? firstTarget(before, client, records, lookups, kindOf) : { client, kind: first };
}
