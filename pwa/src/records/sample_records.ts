/** For tests: a world and records to stand in it. */
import type { FieldValues, RecordView } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import { recordFaults } from '../forms/record_faults';
import type { CaseContext, RecordKind } from '../forms/record_kind';

/** No object, which has a `toString` too. */
const COLLEAGUES = new Map([
  ['sari', 'Anda'],
  ['dewi', 'Bu Dewi'],
]);

export const sampleLookups: Lookups = {
  today: '2026-11-23',
  timezone: 'Asia/Jakarta',
  me: 'sari',
  agent: (id) => COLLEAGUES.get(id) ?? 'rekan',
  partner: (id) => (id === 'rsud' ? 'RSUD Kajen' : 'mitra'),
  village: (code) => code,
  partners: [{ value: 'rsud', label: 'RSUD Kajen', services: ['assessment', 'detox'] }],
  villages: [],
  unit: (id) => id,
  units: [],
};

let made = 0;

/** A record of a case, later by id than those made before it. */
export function sampleRecord(kind: string, fields: FieldValues, more: Partial<RecordView> = {}): RecordView {
  made += 1;
  return {
    id: String(made).padStart(6, '0'),
    kind,
    feed: 'case',
    fields,
    n: 1,
    by: 'sari',
    at: '2026-11-20T02:00:00Z',
    questions: {},
    state: 'safe',
    voided: false,
    foreign: false,
    ...more,
  };
}

/** The field that each fault stands at. */
export const faultyFields = (
  kind: RecordKind,
  fields: FieldValues,
  before: FieldValues | null = null,
  caseContext: CaseContext = { head: {}, records: [] },
): string[] =>
  recordFaults(kind, fields, before, caseContext, sampleLookups).flatMap((fault) => fault.fields.slice(0, 1));
