import { expect, test } from 'vitest';
import { cancelLine, cardLines, type TypedCard } from './appointment_card';
import { w } from './paper_words';

const TYPED: TypedCard = { name: ' Siti ', on: '2026-12-01', time: '09.00', place: 'Balai RW 3', contact: '' };

test('a card says when and where, a name only where one was typed, and how to cancel', () => {
  expect(cardLines(TYPED)).toEqual([
    ['Untuk', 'Siti'],
    ['Hari', 'Sel, 1 Des 2026'],
    ['Jam', '09.00'],
    ['Tempat', 'Balai RW 3'],
  ]);
  expect(cardLines({ ...TYPED, name: ' ', time: '', place: '' }).map(([label]) => label)).toEqual(['Hari']);
  expect(cancelLine(TYPED)).toBe('Tidak bisa datang? Kabari yang memberi kartu ini.');
  expect(cancelLine({ ...TYPED, contact: '0812 ' })).toBe('Tidak bisa datang? Kabari 0812.');
});

test('no word on what she is given tells what it is about', () => {
  const printed = [...Object.values(w.appointment.onPaper), ...Object.values(w.completion.onPaper), w.completion.usual];
  const said = printed.map((one) => (typeof one === 'string' ? one : one('Bu Sari'))).join(' ');
  expect(said).not.toMatch(/ibm|bnn|narkoba|rehab|klien|agen|pulih|unit|skrining|dampin|obat|konsel/i);
});
