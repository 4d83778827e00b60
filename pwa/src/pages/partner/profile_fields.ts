/** What an institution is asked about itself. Pure. */
import type { FieldSet, FieldSpec } from '../../fields/field_spec';
import { w as referral } from '../../records/referral';
import { profileWords as w } from './profile_words.id';

const MANY = 9_999;
const OLDEST = 120;
const LINE = 120;
const { service, requirements } = referral.options;
const many = (name: keyof typeof w.options | 'services' | 'requirements', options: object): FieldSpec => ({
  name,
  type: 'many',
  options: Object.keys(options),
  wrap: true,
});

/** The register's own words for services and what is brought, which a referral uses too. */
export const profileSet: FieldSet = {
  words: { fields: w.fields, hints: w.hints, options: { ...w.options, services: service, requirements } },
  fields: [
    { ...many('services', service), required: true },
    { name: 'free_now', type: 'number', max: MANY },
    { name: 'capacity', type: 'number', max: MANY },
    many('takes', w.options.takes),
    { name: 'age_from', type: 'number', max: OLDEST },
    { name: 'age_to', type: 'number', max: OLDEST },
    { name: 'hours', type: 'text', max: LINE },
    { name: 'appointed_by', type: 'one', options: Object.keys(w.options.appointed_by), wrap: true },
    { name: 'appointment_number', type: 'text', max: LINE },
    { name: 'appointed_on', type: 'day', past: true, chips: [] },
    { name: 'appointed_until', type: 'day', chips: [] },
    { name: 'fee', type: 'one', options: Object.keys(w.options.fee), wrap: true },
    many('requirements', requirements),
    many('languages', w.options.languages),
  ],
};
