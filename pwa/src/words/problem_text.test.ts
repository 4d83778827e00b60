import { expect, test } from 'vitest';
import { words } from './index';
import { problemText } from './problem_text';

const problem = { type: '/problems/invalid', title: 'Isian', status: 422, detail: 'Kalimat server.' };

test('a problem is told in the server’s sentence, and never in none', () => {
  expect(problemText(problem)).toBe('Kalimat server.');
  expect(problemText({ ...problem, detail: '' })).toBe('Isian');
  const errors = ['Tanggal ini belum tiba.', 'Bagian ini perlu diisi.', 'Bagian ini perlu diisi.'];
  const pointed = { ...problem, errors: errors.map((detail, at) => ({ pointer: `/${at}`, detail })) };
  expect(problemText(pointed)).toBe('Tanggal ini belum tiba. Bagian ini perlu diisi.');
  expect(problemText({ ...problem, errors: [] })).toBe('Kalimat server.');
  const gateway = { type: 'about:blank', title: '', status: 502, detail: '' };
  expect(problemText(gateway)).toBe(words.faults.noSentence);
});
