/** Of whom to beware at this client's: said wherever she is met. Pure. */
import type { RecordView } from '../../core/types';
import { many, text } from '../../fields/field_values';
import { list, within } from '../../words/format';
import { w } from './family_words';

const members = (records: readonly RecordView[], role: string): string[] =>
  records
    .filter(({ kind, fields, voided }) => kind === 'family_member' && !voided && many(fields, 'role').includes(role))
    .map(({ fields }) => whoOf(text(fields, 'called'), text(fields, 'relation')));

const whoOf = (called: string, relation: string): string =>
  within(called || (w.who as { readonly [relation: string]: string })[relation] || relation);

/** Sentences, the gravest first; empty where nobody is to be feared. */
export function familyWarning(records: readonly RecordView[]): string {
  const danger = members(records, 'danger');
  const silent = members(records, 'must_not_know');
  return [danger.length ? w.danger(list(danger)) : '', silent.length ? w.silent(list(silent)) : '']
    .filter(Boolean)
    .join(' ');
}
