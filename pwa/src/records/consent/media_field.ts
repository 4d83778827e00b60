/** A picture or recording in a form: offered while the client agrees to some. */
import type { FieldSpec } from '../../fields/field_spec';
import { media as w } from '../shared_words.id';
import { consentsInForce } from './consent_status';

export const mediaField = (name: string, accepts: 'photo' | 'voice', fold: string): FieldSpec => ({
  name,
  type: 'blob',
  accepts,
  fold,
  optionsFrom: (_before, _values, records) => (consentsInForce(records).has('media') ? [accepts] : []),
  // Said once, where both are asked.
  ...(accepts === 'photo' ? { noneOffered: w.notAgreed } : {}),
});
