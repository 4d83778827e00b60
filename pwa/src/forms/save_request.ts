/** What an open form asks the phone to save. Pure. */
import type { FieldValues, Id, RefusedChange, SaveRequest } from '../core/types';
import type { RecordKind } from './record_kind';

interface SavedForm {
  readonly kind: RecordKind;
  readonly key: string;
  readonly client: Id | undefined;
  readonly record: Id | undefined;
  readonly mend: RefusedChange | undefined;
}

export const saveRequest = (form: SavedForm, seen: FieldValues | undefined, set: FieldValues): SaveRequest => ({
  ...(form.record ? { record: form.record } : {}),
  ...(form.client && !form.kind.opensCase ? { feed: form.client } : {}),
  ...(form.mend ? { feed: form.mend.change.feed, instead_of: form.mend.change.id } : {}),
  ...(seen ? { seen } : {}),
  set,
  draft: form.key,
  held: 'new',
});
