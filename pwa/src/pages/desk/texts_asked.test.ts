import { expect, test } from 'vitest';
import { ruleSentence } from '../../forms/record_faults';
import { textsAsked } from './texts_asked';

test('opening hours with a phone number or a NIK are asked about, and plain ones are not', () => {
  expect(textsAsked({ hours: 'Senin-Jumat 08.00-15.00' }, ['hours'])).toEqual([]);
  expect(textsAsked({ hours: 'Telepon Bu Ani 0812-3456-7890' }, ['hours'])).toEqual([ruleSentence('text_has_phone')]);
  expect(textsAsked({ hours: '3322011505870001' }, ['hours'])).toContain(ruleSentence('text_has_nik'));
  expect(textsAsked({ other: '0812-3456-7890' }, ['hours'])).toEqual([]);
});
