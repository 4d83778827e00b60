import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { coachingKinds } from '../../coaching/coaching_kinds';
import type { RecordKind } from '../../forms/record_kind';
import { kindOf } from '../../records';
import { words } from '../../words';
import { words as unit } from '../unit/words.id';

const FILE = new URL('../../../../api/papers/templates/words.json', import.meta.url);
const CASES = ['client', 'screening', 'referral', 'vocational_outcome', 'closure', 'outreach'];

/** Only what papers say of a kind: choices, and of what has figures what its fields are called. */
const optionsOf = (kind: RecordKind): object => kind.words.options;
const fieldsOf = (name: string) => coachingKinds.find(({ kind }) => kind === name)?.words.fields;
const kinds = [...coachingKinds, ...CASES.flatMap((name) => kindOf(name) ?? [])];
const spoken = {
  options: Object.fromEntries(kinds.map((kind) => [kind.kind, optionsOf(kind)])),
  monitoring: fieldsOf('monitoring'),
  report: fieldsOf('month_report'),
  steps: words.journey,
  measures: unit.month.measures,
  sheet: Object.fromEntries(Object.entries(unit.sheet.lines).map(([key, { name }]) => [key, name])),
};

test('a printed paper calls everything as the screens do (PAPER_WORDS=write writes what they say)', () => {
  if (process.env['PAPER_WORDS'] === 'write') writeFileSync(FILE, `${JSON.stringify(spoken, null, 1)}\n`);
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(spoken);
});
