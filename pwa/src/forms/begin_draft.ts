/** A form begun with what is known from where she came: nothing that was begun before gives way to it. */
import type { Casebook, FieldValues, RecordView } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import { type DraftName, draftKey } from './draft_key';
import type { RecordKind } from './record_kind';
import { usualValues } from './usual_values';

/** In whose case or papers it stands, and what lies there; of an edit also which, and what stands in it. */
interface DraftAbout extends Omit<DraftName, 'kind'> {
  readonly records?: readonly RecordView[];
  readonly seen?: FieldValues;
}

export async function beginDraft(
  { drafts }: Pick<Casebook, 'drafts'>,
  kind: RecordKind,
  lookups: Lookups,
  known: FieldValues,
  about: DraftAbout = {},
): Promise<void> {
  const { records = [], seen = {}, ...name } = about;
  const key = draftKey({ kind: kind.kind, ...name });
  if (drafts.read(key) !== undefined) return;
  const moved = { ...(name.record ? {} : usualValues(kind, lookups, { head: {}, records })), ...known };
  await drafts.write(key, { moved, seen, extra: null, day: lookups.today, begun: true });
}
