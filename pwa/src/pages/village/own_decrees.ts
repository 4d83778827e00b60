/** Which decrees are for whoever leads the village to confirm: those that bear her office, newest first. Pure. */
import { isGiven, text } from '../../fields/field_values';
import type { ToldRecord } from '../desk/told_records';

/** As the rule `decree_of_others` of `api/records/coaching/decree.py` has it. */
const HER_OFFICE = ['lurah', 'kades'];

export const isConfirmed = (one: ToldRecord): boolean => one['signed_village'] === true;

export const ownDecrees = (told: readonly ToldRecord[]): readonly ToldRecord[] =>
  told
    .filter((one) => HER_OFFICE.includes(text(one, 'signed_by')) && !isGiven(one, 'voided_because'))
    .toSorted((one, other) => text(other, 'on').localeCompare(text(one, 'on')));
