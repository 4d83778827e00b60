import vectors from '@vectors/tasks.json';
import { expect, test } from 'vitest';
import { declaredKinds } from '../forms/declared_kinds';
import { words } from '../words';
import '../coaching/coaching_kinds';
import { kindOf } from '.';
import { type TaskKinds, type TaskRecord, tasksOf } from './tasks';

interface Vector {
  readonly about: string;
  readonly today?: string;
  readonly zone?: string;
  readonly kinds?: TaskKinds;
  readonly roles?: readonly string[];
  readonly records: readonly (Omit<TaskRecord, 'at'> & { readonly at?: string })[];
  readonly tasks: readonly (readonly (string | null)[])[];
}

const cases = vectors.cases as unknown as readonly Vector[];

test.each(cases.map((vector) => [vector.about, vector] as const))('%s', (_, vector) => {
  const { records, today = vectors.today, zone: timezone = 'Asia/Jakarta', kinds = declaredKinds, roles } = vector;
  for (const several of [records, records.toReversed()]) {
    const living = several.map((one) => ({ at: '', ...one }));
    const found = tasksOf(living, { today, timezone }, kinds, roles);
    expect(found.map(({ task, record, on, since }) => [task.code, record.id, on, since])).toEqual(vector.tasks);
  }
});

test('every task the server declares for an agent has its words here', () => {
  const shared: { readonly [code: string]: unknown } = words.tasks;
  const silent = Object.entries(declaredKinds).flatMap(([name, declared]) =>
    (declared?.tasks ?? [])
      .filter(({ code, asked_of }) => !asked_of && !kindOf(name)?.words.tasks?.[code] && !shared[code])
      .map(({ code }) => `${name} ${code}`),
  );
  expect(silent).toEqual([]);
});
