/** What writing a kind begins with: itself, or what stands in its way. Pure. */
import type { Id, RecordView } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import type { DraftName } from './draft_key';
import type { RecordKind } from './record_kind';

export function firstTarget(
  kind: RecordKind,
  client: Id,
  records: readonly RecordView[],
  lookups: Lookups,
): DraftName & { readonly client: Id } {
  const blocked = kind.blockedBy?.(records, lookups);
  if (!blocked) return { client, kind: kind.kind };
  const { first, record, editedAlone } = blocked;
  return { client, kind: first, ...(record ? { record } : {}), ...(editedAlone ? { editedAlone } : {}) };
}
