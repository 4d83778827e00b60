/** Another client on this phone who answers to the same alias, however it is spelt. Pure. */
import type { FieldValues, RecordView } from '../../core/types';
import { text } from '../../fields/field_values';
import { plain } from '../../ui/find';

/** By letters and digits alone, so that spaces and signs make no difference. */
const bare = (alias: string): string => plain(alias).replace(/[^\p{L}\p{N}]+/gu, '');

/** `before`: the client as she stands; who keeps her alias is not asked again. */
export function namesakeOf(
  fields: FieldValues,
  before: FieldValues | null,
  others: readonly RecordView[],
): RecordView | undefined {
  const alias = bare(text(fields, 'alias'));
  if (!alias || alias === bare(text(before ?? {}, 'alias'))) return undefined;
  return others.find((other) => bare(text(other.fields, 'alias')) === alias);
}
