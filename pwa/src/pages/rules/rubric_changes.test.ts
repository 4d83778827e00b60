import first from '@policies/phase_rubric-2027.json';
import second from '@policies/phase_rubric-2027-draft-2.json';
import { expect, test } from 'vitest';
import { rubricChanges } from './rubric_changes';

const [decree, ...others] = second.criteria;
if (!decree) throw new Error('a rubric has criteria');

test('of two rubrics it is told what differs, and nothing where nothing does', () => {
  expect(rubricChanges(second, second)).toEqual([]);
  expect(rubricChanges(first, second)).toEqual([
    { sort: 'steps', key: 'room', before: '1 · 1 · 1 · 1', after: '1 · 2 · 3 · 4' },
    { sort: 'steps', key: 'ketua_active', before: '1 · 1 · 1 · 1', after: '1 · 2 · 3 · 4' },
  ]);
});

test('a weight, a threshold, a gate, and a criterion that went are each told once', () => {
  const after = {
    phases: second.phases.map((one) => (one.key === 'prima' ? { ...one, least: 90 } : one)),
    criteria: others.map((one) => (one.key === 'tools' ? { ...one, weight: 8 } : one)),
    gates: second.gates.map((one) => (one.key === 'a_year_operational' ? { ...one, least: 6 } : one)),
  };
  expect(rubricChanges(second, after)).toEqual([
    { sort: 'phase', key: 'prima', before: '85', after: '90' },
    { sort: 'weight', key: 'sk_valid', before: '6', after: undefined },
    { sort: 'weight', key: 'tools', before: '2', after: '8' },
    { sort: 'gate', key: 'a_year_operational', before: 'tangguh: ≥ 12', after: 'tangguh: ≥ 6' },
  ]);
});
