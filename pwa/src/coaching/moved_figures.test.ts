import { expect, test } from 'vitest';
import { keptReasons, movedFigures, unsaidFigures } from './moved_figures';

const READ = { prefilled: { outreach: 4, screened: 11, visits: 3 }, outreach: 6, screened: 11 };
const because = (figure: string) => ({ figure, because: 'Satu belum dicatat.' });

test('each figure that was changed, or left out, needs a reason of its own', () => {
  expect(movedFigures(READ)).toEqual(['outreach', 'visits']);
  expect(unsaidFigures({ ...READ, figure_reasons: [because('outreach')] })).toEqual(['visits']);
  expect(unsaidFigures({ ...READ, figure_reasons: [because('outreach'), because('visits')] })).toEqual([]);
  expect(unsaidFigures({ ...READ, changed_because: 'Kata aplikasi lama.' })).toEqual([]);
});

test('a reason goes with the change that it is for', () => {
  const both = [because('outreach'), because('screened')];
  expect(keptReasons({ ...READ, figure_reasons: both })).toEqual({ figure_reasons: [because('outreach')] });
  expect(keptReasons({ ...READ, figure_reasons: [because('screened')] })).toEqual({ figure_reasons: null });
  expect(keptReasons(READ)).toEqual({});
});

test('a figure that is never given but as the records said needs a reason where they said nothing', () => {
  expect(movedFigures({ consent: 90, prefilled: { flags: 80 }, flags: 80 }, ['consent', 'flags'])).toEqual(['consent']);
  expect(movedFigures({}, ['consent'])).toEqual([]);
});
