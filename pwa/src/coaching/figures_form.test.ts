import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import './coaching_kinds';
import type { Casebook, Id, Json, RecordView } from '../core/types';
import type { FormProps } from '../forms/form_props';
import { OpenForm } from '../forms/open_form.svelte';
import type { RecordKind } from '../forms/record_kind';
import { kindOf } from '../records';
import { formOf } from '../records/kind_forms';
import { sampleLookups, sampleRecord } from '../records/sample_records';
import { keepCounts } from './kept_counts';

const FEED = '01920000-18f4-8bbf-8f51-5c163ef31efe' as Id;
const figure = (name: string, value: number | null, quarters: readonly number[], year: number) => ({
  figure: name,
  value,
  why: value === null ? 'few' : null,
  spans: quarters.map((one) => `${year}-Q${one}`),
});
/** A whole year before, and three quarters of this one; one figure is told later than the others. */
const TOLD: { readonly [year: string]: readonly object[] } = {
  2025: [
    figure('outreach', 7, [1, 2, 3, 4], 2025),
    figure('screened', 21, [1, 2, 3, 4], 2025),
    figure('referrals', 6, [1, 2, 3], 2025),
  ],
  2026: [figure('outreach', 11, [1, 2, 3], 2026), figure('screened', null, [1, 2, 3], 2026)],
};

const QUALITY: typeof TOLD = {
  2026: [figure('consent_complete', 92, [1, 2, 3], 2026), figure('flags_handled', null, [1, 2, 3], 2026)],
};

async function opened(name: string, records: readonly RecordView[], told = TOLD, further = QUALITY): Promise<OpenForm> {
  const lying = new Map<string, Json>();
  const drafts = {
    read: (key: string) => lying.get(key),
    write: async (key: string, one: Json) => void lying.set(key, one),
  };
  const book = { drafts, me: () => ({ agent: { role: 'district' } }), get: () => undefined } as unknown as Casebook;
  const get = async (path: string) => {
    const year = path.slice(-4);
    return {
      is: 'answer',
      body: { through: `${year}-12-31`, least: 5, figures: told[year] ?? [], further: further[year] },
    };
  };
  await keepCounts({ get } as never, book, [FEED], sampleLookups.today);
  const session = { book, lookups: sampleLookups, caseOf: () => ({ head: undefined, alias: 'IBM', records }) };
  return new OpenForm(session as never, { kind: kindOf(name) as RecordKind, client: FEED });
}

const noop = (): void => undefined;
const shown = (form: OpenForm): string =>
  render(formOf(form.kind.kind) as Component<FormProps>, {
    props: { form, onsave: noop, onback: noop },
  }).body.replaceAll(/<!--.*?-->/g, '');
const filledIn = (html: string, label: string): string | undefined => {
  const id = new RegExp(`<label[^>]*for="([^"]+)"[^>]*>\\s*${label}\\s*<`).exec(html)?.[1];
  return id === undefined
    ? undefined
    : /value="([^"]*)"/.exec(new RegExp(`<input[^>]*id="${id}"[^>]*>`).exec(html)?.[0] ?? '')?.[1];
};

test('a start is filled with the year before, and says of which quarters', async () => {
  const visits = [sampleRecord('assistance', { on: '2025-06-01' }), sampleRecord('assistance', { on: '2026-02-01' })];
  const form = await opened('monitoring', visits);
  const html = shown(form);
  expect([form.values['when'], form.values['outreach'], form.values['coach_visits']]).toEqual(['start', 7, 1]);
  expect([filledIn(html, 'Penyuluhan'), filledIn(html, 'Orang yang diskrining')]).toEqual(['7', '21']);
  expect(html).toContain('triwulan 1, 2, 3, dan 4 tahun 2025');
  expect(html).toContain('Dari catatan: 6 (triwulan 1, 2, dan 3 saja).');
});

test('an end is filled with its own year, also when it is written in the next, and what was typed stays', async () => {
  const start = sampleRecord('monitoring', { year: 2026, when: 'start', on: '2026-02-01', outreach: 7 });
  const form = await opened('monitoring', [start]);
  expect(filledIn(shown(form), 'Penyuluhan')).toBe('11');
  expect(shown(form)).toContain('Dari catatan tidak diberi tahu: kurang dari 5 orang');
  form.move('screened', 19);
  form.move('year', 2025);
  const html = shown(form);
  expect([filledIn(html, 'Penyuluhan'), filledIn(html, 'Orang yang diskrining')]).toEqual(['7', '19']);
  expect(html).toContain('triwulan 1, 2, 3, dan 4 tahun 2025');
  expect(form.values['prefilled']).toMatchObject({ outreach: 7, screened: 21 });
});

test('of quarters that were told without these figures no number is promised', async () => {
  const none = { 2026: [figure('consent_complete', null, [], 2026), figure('flags_handled', null, [], 2026)] };
  const html = shown(await opened('assistance', [], TOLD, none));
  expect(html).toContain('belum ada angka tahun 2026 yang selesai dihitung');
  expect(html).not.toContain('kurang dari 5');
});

test('how well a unit works is read from its records, and asked of nobody where they say nothing', async () => {
  const form = await opened('assistance', []);
  const html = shown(form);
  expect(filledIn(html, 'Izin lengkap sebelum skrining \\(%\\)')).toBe('92');
  expect(html).toContain('Dari catatan: 92.');
  expect(html).not.toMatch(/Tanda bahaya selesai|Skrining sesuai/);
  form.move('consent_complete', 99);
  expect(await form.save()).toBeUndefined();
  expect(form.faults.get('figure_reasons')).toContain('alasan');
  expect(shown(form)).toContain('Kenapa beda dari catatan: Izin lengkap sebelum skrining (%)');
});
