import type { FieldSpec } from './field_spec';

/** The day of what is written down: today unless she says another, and never changed afterwards. */
export const ON_DAY: FieldSpec = {
  name: 'on',
  type: 'day',
  required: true,
  immutable: true,
  past: true,
  chips: [0, -1],
  default: (lookups) => lookups.today,
};
