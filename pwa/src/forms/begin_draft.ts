/** A form begun with what is known from where she came: nothing that was begun before gives way to it. */
import type { Casebook, FieldValues, Id, RecordView } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import { draftKey } from './draft_key';
import type { RecordKind } from './record_kind';
import { usualValues } from './usual_values';

/** In whose case or papers it stands, and what lies there. */
interface DraftAbout {
  readonly client?: Id;
  readonly records?: readonly RecordView[];
}

export async function beginDraft(
  { drafts }: Pick<Casebook, 'drafts'>,
  kind: RecordKind,
  lookups: Lookups,
  known: FieldValues,
  about: DraftAbout = {},
): Promise<void> {
  const { client, records = [] } = about;
  const key = draftKey({ kind: kind.kind, ...(client ? { client } : {}) });
  if (drafts.read(key) !== undefined) return;
  const moved = { ...usualValues(kind, lookups, { head: {}, records }), ...known };
  await drafts.write(key, { moved, seen: {}, extra: null, day: lookups.today, begun: true });
}
