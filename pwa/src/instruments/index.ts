// The instruments this app carries. An answer keeps the version it was given under: the newest comes last and is current.
import assist from '@instruments/assist.json';
import sentences from '@instruments/sentences.json';
import eligibility2026 from '@policies/eligibility-2026.json';
import eligibility2027 from '@policies/eligibility-2027.json';
import type { Answers, Definition } from './definition.ts';
import type { Policy } from './eligibility.ts';
import { type Fault, faults, sheetOf } from './engine.ts';
import { type Beside, type Result, resultOf } from './result.ts';

export type { Answers, Definition } from './definition.ts';
export type { Outcome, Policy } from './eligibility.ts';
export type { Fault, Score, Scores } from './engine.ts';
export type { Beside, Result } from './result.ts';

const CURRENT = eligibility2027 as Policy;
export const INSTRUMENTS: readonly Definition[] = [assist as Definition];
export const POLICIES: readonly Policy[] = [eligibility2026 as Policy, CURRENT];

/** This version, or the current one; undefined where this app does not carry it. */
export function definitionOf(name: string, version?: string): Definition | undefined {
  return INSTRUMENTS.findLast((known) => known.name === name && (version === undefined || known.version === version));
}

/** This version, or the current one; undefined where this app does not carry it. */
export function policyOf(version?: string): Policy | undefined {
  return POLICIES.findLast((known) => version === undefined || known.version === version);
}

/** [JSON pointer, plain sentence] for all that is missing, unknown or impossible. */
export function faultsOf(definition: Definition, answers: Answers): readonly Fault[] {
  return faults(sheetOf(definition, answers), sentences);
}

/** What a sheet says under a policy, by default the current one. */
export function score(definition: Definition, answers: Answers, beside: Beside = {}, under: Policy = CURRENT): Result {
  return resultOf(definition, under, answers, beside);
}
