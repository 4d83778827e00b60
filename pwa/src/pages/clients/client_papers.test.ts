import { expect, test } from 'vitest';
import type { ClientCase } from '../../records/caseload';
import { isFinished } from '../../records/closure/closing';
import { sampleLookups, sampleRecord } from '../../records/sample_records';
import { learntTrades } from '../../records/vocational_training/learnt_trades';
import { completionLines } from './completion_letter';
import { handedCase, handedLines } from './handover_file';
import { w } from './paper_words';

const BARE = { name: '', activity: w.completion.usual, training: '', place: '', giver: '' };

test('a letter of completion says what was typed and on which day, and leaves room for a hand', () => {
  const records = [sampleRecord('closure', { on: '2026-11-20', reason: 'finished', note: 'RAHASIA' })];
  const typed = { ...BARE, name: ' Siti ', training: 'Barista', giver: 'Bu Sari' };
  expect(completionLines(typed, records, sampleLookups.today)).toEqual([
    ['Nama', 'Siti'],
    ['Kegiatan', 'Program pemberdayaan warga'],
    ['Pelatihan kerja', 'Barista'],
    ['Selesai pada', 'Jum, 20 Nov 2026'],
    ['Tanggal surat', 'Sen, 23 Nov 2026'],
    ['Tanda tangan dan nama', `\n\n${w.blank}\nBu Sari`],
  ]);
  const bare = completionLines(BARE, [], sampleLookups.today);
  expect(bare[0]).toEqual(['Nama', w.blank]);
  expect(bare.map(([label]) => label)).not.toContain('Pelatihan kerja');
});

test('it is for whoever came to the end and is closed for that, and names what she learnt to the end', () => {
  const closed = (fields: object) => isFinished(sampleRecord('client', { status: 'closed', ...fields }));
  expect(closed({ closed_reason: 'finished' })).toBe(true);
  expect(closed({ closed_reason: 'dropped_out' })).toBe(false);
  // She came back: what was finished once is not finished now.
  expect(closed({ closed_reason: 'finished', status: 'accompanied' })).toBe(false);
  const course = (trade: string, status: string) => sampleRecord('vocational_training', { trade, status });
  const courses = [course('barista', 'finished'), course('salon', 'dropped_out'), course('barista', 'finished')];
  expect(learntTrades(courses)).toBe('Barista');
});

const SECRET = 'RAHASIA';
const OCTOBER_IS_OVER = '01a192e7-6280-7000-8000-000000000001'; // in Jakarta
const fields = { alias: SECRET, code: '7Q4MK2H', note: SECRET, status: 'accompanied' };
const head = sampleRecord('client', fields, { id: OCTOBER_IS_OVER });
const handed: ClientCase = {
  id: head.id,
  head,
  alias: SECRET,
  open: true,
  records: [
    sampleRecord('visit', { on: '2026-11-20', next_on: '2026-11-30', note: SECRET, red_flags: ['violence'] }),
    sampleRecord('alert', { opened_on: '2026-11-20', status: 'open', flags: ['violence'], note: SECRET }),
    sampleRecord('plan', { on: '2026-11-01', status: 'open', goals: [{ what: 'stop', own_words: SECRET }] }),
    sampleRecord('screening', { on: '2026-10-30', main_substance: 'amphetamines', note: SECRET }),
  ],
};

test('a handover file says by code where a case stands and what is due, and nothing that was written', () => {
  const lines = handedLines(handedCase(handed, sampleLookups));
  const said = new Map(lines);
  expect(said.get('Kode')).toBe('7Q4M-K2-H');
  expect(said.get('Tahap')).toBe('Didampingi dengan rencana');
  expect(said.get('Didata sejak')).toBe('Min, 1 Nov 2026');
  expect(said.get('Masih berjalan')).toBe('Tanda bahaya dan Rencana pendampingan');
  expect(said.get('Langkah berikut')).toContain('30 Nov 2026');
  expect(lines.flat().join(' ')).not.toMatch(/RAHASIA|kekerasan|sabu|amfetamin/i);
  const [, due] = handedLines({ code: '7Q4MK2H', due: [{ what: 'Kunjungan', on: sampleLookups.today }] });
  expect(due).toEqual(['Langkah berikut', 'Kunjungan, Sen, 23 Nov 2026']);
  expect(handedLines({ code: '7Q4MK2H', due: [] }).map(([label]) => label)).toEqual(['Kode']);
});
