/** Another of the unit's papers, by its id, called by its title. */
import type { FieldTypeRules } from '../../../fields/field_types';

declare module '../../../fields/field_spec' {
  interface FieldTypes {
    record: true;
  }
}

export const fieldType: FieldTypeRules = { view: () => import('./RecordName.svelte') };
