/** From a sheet to the fields of its record, and from records to what is drawn of them. Pure. */
import type { FieldValues, Json, RecordView } from '../core/types';
import { text } from '../fields/field_values';
import type { ScoredThing, TimedScore } from '../ui/ScoreBars.svelte';
import { decimal } from '../words/format';
import type { InstrumentDefinition, ScoreDomain, SheetAnswers } from './definition';
import { type DomainScores, domainScores } from './domains';
import { type Sheet, sheetOf } from './engine';

const MINORS = ['0-14', '15-17'];

/** A minor is not asked everything. */
export const ofMinor = (fields: FieldValues): boolean => MINORS.includes(text(fields, 'age_band'));

/** What is kept of a sheet; `head`: the client as she stands. */
export function fieldsOfSheet(definition: InstrumentDefinition, answers: SheetAnswers, head: FieldValues): FieldValues {
  return {
    instrument: definition.name,
    version: definition.version,
    answers: answers as Json,
    domains: domainScores(sheetOf(definition, answers, ofMinor(head))) as Json,
    age_band: head['age_band'] ?? null,
  };
}

/** The definition a record was answered under; undefined where this app does not carry that. */
export const definitionUnder = (
  all: readonly InstrumentDefinition[],
  fields: FieldValues,
): InstrumentDefinition | undefined =>
  all.find(({ name, version }) => name === text(fields, 'instrument') && version === text(fields, 'version'));

export const sheetUnder = (definition: InstrumentDefinition, fields: FieldValues): Sheet =>
  sheetOf(definition, (fields['answers'] ?? {}) as SheetAnswers, ofMinor(fields));

/** Each domain with its score in each of these records; `when`: what a record is called beside the others. */
export function scoredThings(
  definition: InstrumentDefinition,
  records: readonly { readonly fields: FieldValues; readonly when: string }[],
): readonly ScoredThing[] {
  return (definition.score.domains ?? []).map((domain) => ({
    name: domain.label,
    scores: records.map(({ fields, when }) => timed(domain, fields, when)),
  }));
}

/** What is shown last of a domain is on the axis that people read. */
function timed(domain: ScoreDomain, fields: FieldValues, when: string): TimedScore {
  const axis = domain.shown.at(-1);
  const score = ((fields['domains'] ?? {}) as DomainScores)[domain.key];
  const value = axis && score?.[axis.key];
  if (!axis || !score || value === undefined) return { when, text: undefined, share: 0 };
  const [least, most] = [Number(axis.least), Number(axis.most)];
  const band = domain.bands?.find(({ key }) => key === score['band'])?.label;
  const said = band ? `${decimal(value)} · ${band}` : decimal(value);
  return { when, text: said, share: (Number(value) - least) / (most - least) };
}

/** How the axis is called, where all domains have the same. */
export function axisOf(definition: InstrumentDefinition): string | undefined {
  const axes = new Set((definition.score.domains ?? []).map(({ shown }) => shown.at(-1)?.label));
  return axes.size === 1 ? [...axes][0] : undefined;
}

/** The newest record of each of these, in their order; `name`: the field that says which. */
export function newestByPoint(
  records: readonly RecordView[],
  name: string,
  points: readonly string[],
): readonly RecordView[] {
  return points.flatMap((point) => records.find((record) => text(record.fields, name) === point) ?? []);
}
