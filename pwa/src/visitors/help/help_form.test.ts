import { expect, test } from 'vitest';
import { whereabouts } from './help_form';

test('a place and a number may be left out, and a place is sent only where somebody is to come', () => {
  expect(whereabouts('answer_by_code', '', ' ')).toEqual({});
  expect(whereabouts('answer_by_code', 'Dekat lapangan', '')).toEqual({});
  expect(whereabouts('agent_visits', ' Dekat lapangan ', '0800.555.0123')).toEqual({
    place_hint: 'Dekat lapangan',
    phone: '0800 555 0123',
  });
});

test('what is no number is asked for again before anything is sent', () => {
  for (const wrong of ['0800', 'nomor saya', '08005550123080055501230800'])
    expect(whereabouts('agent_visits', '', wrong)).toBeUndefined();
  expect(whereabouts('agent_visits', '', '+62 800-555-0123')).toEqual({ phone: '+62 800-555-0123' });
});
