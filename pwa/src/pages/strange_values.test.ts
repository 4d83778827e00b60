/** Whatever the server tells, a screen says it: a kind's lines and tasks never throw on a value of another shape. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldValues, Json } from '../core/types';
import { sayField } from '../fields/say_field';
import { kinds } from '../records';
import { sampleLookups, sampleRecord } from '../records/sample_records';
import { tasksOf } from './today/due';
import { conflictOf } from './waiting/conflict';

const strange = fc.oneof(fc.jsonValue(), fc.constantFrom('2026-99-99', '', [null], { a: [] }, { toString: 0 }));

test.each(kinds.map((kind) => [kind.kind, kind] as const))('%s', (_, kind) => {
  const fields = fc.record(Object.fromEntries(kind.fields.map(({ name }) => [name, strange])), { requiredKeys: [] });
  fc.assert(
    fc.property(fields, fc.string(), (given, at) => {
      const record = sampleRecord(kind.kind, given as FieldValues, { at });
      expect(typeof (kind.line?.(record, sampleLookups) ?? '')).toBe('string');
      const one = { id: 'case', head: record, alias: 'Mawar', records: [record], open: true };
      tasksOf([one], sampleLookups);
      for (const [name, value] of Object.entries(given)) {
        expect(typeof sayField(kind, name, value as Json, sampleLookups)).toBe('string');
        const asked = [{ change: 'c', enrolment: null, value: value as Json, by: 'dewi', at }];
        conflictOf({ record, field: name, now: null, asked }, 'Mawar', sampleLookups);
      }
    }),
    { numRuns: 200 },
  );
});
