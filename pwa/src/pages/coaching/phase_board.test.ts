import { expect, test } from 'vitest';
import '../../coaching/coaching_kinds';
import { rubricOf } from '../../coaching/phase_assessment/known_rubrics';
import { nextSteps } from '../../coaching/phase_assessment/next_steps';
import type { FieldValues } from '../../core/types';
import { sampleRecord } from '../../records/sample_records';
import { phaseBoard } from './phase_board';

const unit = (id: string, papers: readonly (readonly [string, FieldValues])[]) => ({
  id,
  alias: id,
  records: papers.map(([kind, fields]) => sampleRecord(kind, fields)),
});

test('units stand under the phase of their newest assessment, the farthest from its target first', () => {
  const wants = (target_phase: string) => ['unit_year', { year: 2026, target_phase }] as const;
  const judged = (when: string, phase: string, year = 2026) => ['phase_assessment', { year, when, phase }] as const;
  const board = phaseBoard(
    [
      unit('A', [judged('end', 'tumbuh', 2025), judged('start', 'rintisan'), wants('tumbuh')]),
      unit('B', [judged('start', 'rintisan'), judged('mid', 'tumbuh'), wants('berkembang')]),
      unit('C', [wants('tumbuh')]),
      unit('D', [judged('mid', 'tumbuh'), wants('prima'), ['unit_year', { year: 2025, target_phase: 'tumbuh' }]]),
    ],
    { today: '2026-11-30' },
  );
  expect(board.map(({ phase, units }) => [phase, units.map(({ feed }) => feed.id)])).toEqual([
    [null, ['C']],
    ['rintisan', ['A']],
    ['tumbuh', ['D', 'B']],
  ]);
  expect(board.map(({ units }) => units[0]?.target)).toEqual(['tumbuh', 'tumbuh', 'prima']);
});

test('what would bring a unit on: shut gates, then what gives most; nothing that no paper says', () => {
  const monitoring = { on: '2026-11-20', year: 2026, sk_valid: true, village_fund: 1, agents_trained: 5, screened: 30 };
  const known = rubricOf(2026, {});
  const unsaid = { key: 'moods', aspect: 'input', weight: 9, evidence: 'number.moods', steps: [1, 1, 1, 1] };
  const rubric = { ...known, criteria: [...known.criteria, unsaid] };
  const steps = nextSteps(monitoring, [{ year: 2026, operational_on: '2026-06-01' }], [], '2027-05-31', rubric) ?? [];
  expect(steps.slice(0, 5)).toEqual([
    { key: 'a_year_operational', gains: 0, phase: 'tangguh' },
    { key: 'satisfaction_answered', gains: 0, phase: 'prima' },
    { key: 'no_alert_unhandled', gains: 0, phase: 'prima' },
    { key: 'meetings_done', gains: 24 },
    { key: 'reached', gains: 24 },
  ]);
  const keys = steps.map(({ key }) => key);
  for (const key of ['sk_valid', 'funded', 'moods']) expect(keys).not.toContain(key);
  expect(nextSteps(null, [], [], '2026-11-30', rubric)).toBeNull();
  const later = nextSteps(monitoring, [{ year: 2026, operational_on: '2026-06-01' }], [], '2027-06-01', rubric) ?? [];
  expect(later.map(({ key }) => key)).not.toContain('a_year_operational');
});
