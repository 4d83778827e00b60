/** Somebody of her family, by relation and never by name: what may be told, and of whom to beware. */
import type { FieldValues, RecordView } from '../../core/types';
import { isGiven, many, text } from '../../fields/field_values';
import type { RecordKind } from '../../forms/record_kind';
import { list, within } from '../../words/format';
import { consentsInForce } from '../consent/consent_status';
import { w } from './family_words';

const LAYER = 'family';
/** Who is involved; the others are only to beware of. */
const INVOLVED = ['supports', 'lives_with', 'guardian'];
const optionsOf = (field: keyof typeof w.options): string[] => Object.keys(w.options[field]);

/** What she agrees to, and what stood there before. */
const allowed = (was: readonly string[], records: readonly RecordView[]): string[] =>
  optionsOf('role').filter(
    (role) => was.includes(role) || !INVOLVED.includes(role) || consentsInForce(records).has(LAYER),
  );

const involves = (fields: FieldValues): boolean =>
  many(fields, 'role').some((role) => INVOLVED.includes(role)) || isGiven(fields, 'may_know');

export const kind: RecordKind = {
  kind: 'family_member',
  plural: 'family-members',
  icon: 'invite',
  place: 6.5,
  group: 'data',
  words: w,
  fields: [
    { name: 'relation', type: 'one', options: optionsOf('relation'), wrap: true, required: true },
    { name: 'called', type: 'text', max: 40 },
    {
      name: 'role',
      type: 'many',
      options: optionsOf('role'),
      optionsFrom: (before, _values, records) => allowed(many(before, 'role'), records),
      wrap: true,
    },
    { name: 'may_know', type: 'many', options: optionsOf('may_know'), wrap: true, when: involves },
    { name: 'consent', type: 'computed' },
  ],
  title: ({ fields }) => text(fields, 'called') || (w.options.relation[text(fields, 'relation') as 'other'] ?? w.name),
  line: ({ fields }) => list(many(fields, 'role').map((role) => within(w.options.role[role as 'danger'] ?? role))),
  compose: (fields, _before, { records }) =>
    involves(fields) ? { consent: fields['consent'] ?? consentsInForce(records).get(LAYER)?.id ?? null } : {},
};
