import rubric from '@policies/phase_rubric-2027-draft-2.json';
import vectors from '@vectors/phase_evidence.json';
import { expect, test } from 'vitest';
import '../coaching_kinds';
import type { FieldValues } from '../../core/types';
import { ruleSentence } from '../../forms/record_faults';
import { sampleLookups, sampleRecord } from '../../records/sample_records';
import { phaseEvidence } from '../phase_evidence';
import { kind, w } from '.';
import { byAspect, computedPhase, keptPhase } from './computed_phase';
import { rubricOf } from './known_rubrics';
import { assessPhase, type PhaseRubric } from './phase_rubric';

test.each(vectors.cases)(
  'the papers of a unit say of the evidence: $about',
  ({ monitoring, year, visits, evidence, phase }) => {
    const said = phaseEvidence(monitoring as FieldValues, year as FieldValues, visits as FieldValues[]);
    expect(said).toEqual(evidence);
    const { phase: reached, quarters } = assessPhase(rubric as PhaseRubric, said);
    if (phase) expect([reached, quarters]).toEqual(phase);
  },
);

const monitoring = sampleRecord('monitoring', {
  on: '2026-11-20',
  year: 2026,
  when: 'mid',
  sk_valid: true,
  village_fund: 1,
  agents_trained: 5,
  mapping_done: true,
  screened: 30,
});
const empty = sampleRecord('monitoring', { on: '2026-02-20', year: 2026, when: 'start' });
const records = [monitoring, empty];
const wrong = (more: FieldValues) => {
  const fields: FieldValues = {
    monitoring: monitoring.id,
    rubric_version: rubric.version,
    phase: 'tumbuh',
    assessors: [{ who: 'Bu Ani' }, { who: 'Pak Budi' }],
    ...more,
  };
  return kind.check?.(fields, null, sampleLookups, { head: {}, records }).map(({ detail }) => detail);
};
const said = (code: string) => [ruleSentence(code)];

test('a phase rests on evidence, has a reason where it is another, and two persons put it there', () => {
  expect(wrong({})).toEqual([]);
  expect(wrong({ monitoring: empty.id })).toEqual(said('phase_without_evidence'));
  expect(wrong({ phase: 'tangguh' })).toEqual(said('override_reason_needed'));
  expect(wrong({ phase: 'tangguh', override_because: 'Belum tercatat.' })).toEqual([]);
  for (const assessors of [null, [{ who: 'Bu Ani' }], [{ who: 'Bu Ani' }, { who: 'bu  ani' }]])
    expect(wrong({ assessors })).toEqual(said('two_assessors'));
});

test('it is of the moment of its monitoring, and each moment is assessed once', () => {
  const composed = kind.compose?.({ monitoring: monitoring.id }, null, { head: {}, records }, sampleLookups);
  expect(composed).toEqual({ year: 2026, when: 'mid', rubric_version: rubric.version });
  const assessed = ['mid', 'start'].map((when) => sampleRecord('phase_assessment', { year: 2026, when }));
  expect(kind.blockedBy?.([...records, ...assessed], sampleLookups)?.first).toBe('monitoring');
});

test('every criterion and gate has its word, and what the server kept is shown as it was', () => {
  for (const { key } of rubric.criteria) expect(w.criteria[key], key).toBeTruthy();
  for (const { key } of rubric.gates) expect(w.gates[key], key).toBeTruthy();
  const fields = { monitoring: monitoring.id, rubric_version: rubric.version };
  const now = computedPhase(fields, records, {});
  expect([now?.quarters, now?.phase, byAspect(now as never, {})[0]?.[1][0]?.weight]).toEqual([112, 'tumbuh', 6]);
  const kept = { scores: [{ key: 'old', quarters: 3, missing: false }], total: 3, phase_computed: 'rintisan' };
  expect(keptPhase({ ...fields, rubric_version: '2020', ...kept }, records, {})).toMatchObject({
    quarters: 3,
    held_by: [],
  });
});

const published = (version: string, year: number) => ({ ...rubric, version, year }) as unknown as FieldValues;

test('a new assessment is judged by the rubric of its year that was published last, an old one by its own', () => {
  const rubrics = ['2026-1', '2026-2', '2030-1'].map((version) => published(version, Number(version.slice(0, 4))));
  const found = [2025, 2026, 2027, 2030].map((year) => rubricOf(year, { rubrics }).version);
  expect(found).toEqual(['2026-2', '2026-2', rubric.version, '2030-1']);
  expect(rubricOf(2026, {}).version).toBe(rubric.version);

  const lookups = { ...sampleLookups, rubrics };
  const composed = kind.compose?.({ monitoring: monitoring.id }, null, { head: {}, records }, lookups);
  expect(composed?.['rubric_version']).toBe('2026-2');
  const fields = { monitoring: monitoring.id, rubric_version: '2026-1' };
  expect(computedPhase(fields, records, lookups)?.version).toBe('2026-1');
  expect(computedPhase(fields, records, sampleLookups)).toBeUndefined();
});
