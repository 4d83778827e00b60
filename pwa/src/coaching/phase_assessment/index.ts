/** At which phase a unit stands, by the rubric of one version and what a monitoring says. */
import type { FieldValues, RecordView } from '../../core/types';
import type { FieldFault, Lookups } from '../../fields/field_spec';
import { text, whole } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { choices, computed, line, note, paper } from '../field_makers';
import { faultOf, sayYear } from '../year_faults';
import { computedPhase, monitoringOf } from './computed_phase';
import { rubricCalled, rubricOf } from './known_rubrics';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;
const { one } = choices(w);
const ASSESSORS = 2;
const KEPT = ['scores', 'total', 'phase_computed', 'held_by', 'missing'];

/** Those of a moment that is not assessed yet, the newest first. */
const unassessed = (records: readonly RecordView[]): readonly RecordView[] =>
  records.filter(
    (one) =>
      one.kind === 'monitoring' &&
      !records.some((other) => other.kind === 'phase_assessment' && isSameMoment(other.fields, one.fields)),
  );

const isSameMoment = (one: FieldValues, other: FieldValues): boolean =>
  one['year'] === other['year'] && one['when'] === other['when'];

/** Two persons, whose names differ in more than how they are written. */
function assessorsFaults(fields: FieldValues): readonly FieldFault[] {
  const rows = Array.isArray(fields['assessors']) ? (fields['assessors'] as readonly FieldValues[]) : [];
  const names = rows.map((row) => text(row, 'who').trim().split(/\s+/).join(' ').toLowerCase()).filter(Boolean);
  return new Set(names).size < ASSESSORS ? [faultOf('two_assessors', 'assessors')] : [];
}

/** Evidence, and a reason for another phase than the rubric comes to. */
function phaseFaults(fields: FieldValues, records: readonly RecordView[], lookups: Lookups): readonly FieldFault[] {
  if (!monitoringOf(fields, records) || !rubricCalled(fields['rubric_version'], lookups)) return [];
  const result = computedPhase(fields, records, lookups);
  if (!result) return [faultOf('phase_without_evidence', 'monitoring')];
  const differs = fields['phase'] && fields['phase'] !== result.phase && !text(fields, 'override_because').trim();
  return differs ? [faultOf('override_reason_needed', 'override_because', 'phase')] : [];
}

export const kind: RecordKind = {
  kind: 'phase_assessment',
  plural: 'phase-assessments',
  icon: 'search',
  place: 213,
  words: w,
  fields: [
    paper('monitoring', 'monitoring', {
      required: true,
      immutable: true,
      optionsFrom: (_before, _values, records) => unassessed(records).map((one) => one.id),
      default: (_lookups, _head, records) => unassessed(records)[0]?.id,
    }),
    one('phase', { required: true }),
    note('override_because'),
    {
      name: 'assessors',
      type: 'rows',
      max: ASSESSORS,
      required: true,
      parts: [
        line('who'),
        { name: 'institution', type: 'one', options: Object.keys(w.options['assessors.institution']), wrap: true },
      ],
    },
    { ...ON_DAY, immutable: false, required: true },
    computed('year', { immutable: true }),
    computed('when', { immutable: true }),
    computed('rubric_version', { immutable: true }),
    ...KEPT.map((name) => computed(name)),
  ],
  title: ({ fields }) => [w.name, w.moments[text(fields, 'when') as 'mid'], sayYear(fields)].filter(Boolean).join(' '),
  line: ({ fields }) => w.options.phase[text(fields, 'phase') as 'prima'] ?? '',
  compose: (fields, before, { records }, lookups) => {
    const monitoring = before ? undefined : monitoringOf(fields, records);
    if (!monitoring) return {};
    const { version } = rubricOf(whole(monitoring, 'year') ?? 0, lookups);
    return { year: monitoring['year'] ?? null, when: monitoring['when'] ?? null, rubric_version: version };
  },
  check: (fields, _before, lookups, { records }) => [
    ...assessorsFaults(fields),
    ...phaseFaults(fields, records, lookups),
  ],
  blockedBy: (records) => (unassessed(records).length ? null : { why: w.first, first: 'monitoring' }),
};
