import { expect, test } from 'vitest';
import type { Casebook, FieldValues, SaveRequest } from '../core/types';
import type { FieldSpec } from '../fields/field_spec';
import { kindOf, kinds } from '../records';
import { sampleLookups } from '../records/sample_records';
import { declaredKinds } from './declared_kinds';
import { OpenForm } from './open_form.svelte';
import { wholeKinds } from './whole_kinds';

function visitForm(fields: FieldValues): { form: OpenForm; saved: SaveRequest[] } {
  const saved: SaveRequest[] = [];
  const book = {
    me: () => ({ agent: { role: 'agent' } }),
    drafts: { read: () => undefined, write: async () => undefined },
    get: () => undefined,
    save: async (_kind: string, saving: SaveRequest) => {
      saved.push(saving);
      return 'new id';
    },
  };
  const kind = kindOf('visit');
  if (!kind) throw new Error('visit');
  const session = { book: book as unknown as Casebook, lookups: sampleLookups, caseOf: () => undefined };
  const form = new OpenForm(session, { kind, client: 'case' });
  for (const [name, value] of Object.entries(fields)) form.move(name, value ?? null);
  return { form, saved };
}

const asked = async (note: string): Promise<number> => {
  const { form } = visitForm({ note });
  await form.save();
  return form.asked.length;
};

test.each([
  'Nomornya 081234567890.',
  'WA 0812-3456-7890',
  'telepon +62 812 3456 7890',
  '628123456789',
  '(024) 7654321',
  'Jl. Melati 5',
  'jl melati',
  'di Jalan Diponegoro',
  'Gang Mawar',
  'RT 03/RW 02',
  'rt.3',
  'rumah No. 12',
  'NIK 3374 0101 0190 0001',
])('%s is asked about', async (note) => {
  expect(await asked(note)).toBeGreaterThan(0);
});

test.each([
  'Ngobrol santai di teras, tidur mulai teratur.',
  'Jalan kaki ke posko 3 kali, tanggal 08-11-2026 10.30.',
  'Tidak memakai 20 hari; uang 1.500.000.',
  'Ganggu tetangga, berjalan sendiri, nomor satu di kelasnya.',
  'Art terapi, start baru.',
])('%s is not', async (note) => {
  expect(await asked(note)).toBe(0);
});

test('it is a question: nothing is saved before she answers, and then as she says', async () => {
  const { form, saved } = visitForm({ note: 'Nomornya 081234567890.' });
  expect(await form.save()).toBeUndefined();
  expect(saved).toEqual([]);
  expect(form.asked.map(({ fields, detail }) => [fields[0], detail])).toEqual([
    ['note', 'Tulisan ini memuat nomor telepon.'],
  ]);
  expect(await form.save(true)).toBe('new id');
  expect(saved[0]?.set['note']).toBe('Nomornya 081234567890.');
});

test('what is wrong is told before anything is asked', async () => {
  const { form } = visitForm({ note: 'Jl. Melati 5', next_on: '2020-01-01' });
  await form.save(true);
  expect([form.faults.has('next_on'), form.asked.length]).toEqual([true, 0]);
});

test('every free text of every kind is asked about', () => {
  for (const kind of kinds) {
    const soft = (declaredKinds[kind.kind]?.rules ?? []).filter((rule) => rule.soft);
    const free = ({ name, type }: FieldSpec): boolean =>
      ['text', 'note'].includes(type) && !wholeKinds[kind.kind]?.fields[name]?.pattern;
    const texts = kind.fields.filter(free).map((spec) => spec.name);
    expect(soft.map((rule) => rule.code)).toEqual(['text_has_nik', 'text_has_phone', 'text_has_address']);
    for (const rule of soft) expect(rule.fields).toEqual(expect.arrayContaining(texts));
  }
});
