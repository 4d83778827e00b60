// The instruments this app carries. An answer keeps the version it was given under: the newest comes last and is current.
import assist from '@instruments/assist.json';
import assist1 from '@instruments/assist-3.1-id-1.json';
import sentences from '@instruments/sentences.json';
import eligibility2026 from '@policies/eligibility-2026.json';
import eligibility2027 from '@policies/eligibility-2027.json';
import type { InstrumentDefinition, SheetAnswers } from './definition.ts';
import type { EligibilityPolicy } from './eligibility.ts';
import { faults, type SheetFault, sheetOf } from './engine.ts';
import { type BesideSheet, resultOf, type SheetResult } from './result.ts';

export type { InstrumentDefinition, SheetAnswers } from './definition.ts';
export type { EligibilityOutcome, EligibilityPolicy } from './eligibility.ts';
export type { SheetFault, TopicScore, TopicScores } from './engine.ts';
export type { BesideSheet, SheetResult } from './result.ts';

const CURRENT = eligibility2027 as EligibilityPolicy;
export const INSTRUMENTS: readonly InstrumentDefinition[] = [assist1, assist] as InstrumentDefinition[];
export const POLICIES: readonly EligibilityPolicy[] = [eligibility2026 as EligibilityPolicy, CURRENT];

/** This version, or the current one; undefined where this app does not carry it. */
export function definitionOf(name: string, version?: string): InstrumentDefinition | undefined {
  return INSTRUMENTS.findLast((known) => known.name === name && (version === undefined || known.version === version));
}

/** This version, or the current one; undefined where this app does not carry it. */
export function policyOf(version?: string): EligibilityPolicy | undefined {
  return POLICIES.findLast((known) => version === undefined || known.version === version);
}

/** [JSON pointer, plain sentence] for all that is missing, unknown or impossible. */
export function faultsOf(definition: InstrumentDefinition, answers: SheetAnswers): readonly SheetFault[] {
  return faults(sheetOf(definition, answers), sentences);
}

/** What a sheet says under a policy, by default the current one. */
export function score(
  definition: InstrumentDefinition,
  answers: SheetAnswers,
  beside: BesideSheet = {},
  under: EligibilityPolicy = CURRENT,
): SheetResult {
  return resultOf(definition, under, answers, beside);
}
