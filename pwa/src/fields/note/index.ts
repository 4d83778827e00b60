/** Free text that must name nobody. */

import type { FieldTypeRules } from '../field_types';
import { checkLength } from '../text_length';

declare module '../field_spec' {
  interface FieldTypes {
    note: true;
  }
}

export const fieldType: FieldTypeRules = { check: checkLength };
