// The instruments this app carries. An answer keeps the version it was given under: the newest comes last and is current.
import assist from '@instruments/assist.json';
import policy from '@instruments/policy.json';
import sentences from '@instruments/sentences.json';
import type { Answers, Definition } from './definition.ts';
import { type Fault, faults, sheetOf } from './engine.ts';
import type { Policy } from './policy.ts';
import { type Result, resultOf } from './result.ts';

export type { Answers, Definition } from './definition.ts';
export type { Fault, Score, Scores } from './engine.ts';
export type { Policy } from './policy.ts';
export type { Result } from './result.ts';

export const INSTRUMENTS: readonly Definition[] = [assist as Definition];
export const POLICIES: readonly Policy[] = [policy];

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
export function score(
  definition: Definition,
  answers: Answers,
  redFlags: readonly string[] = [],
  under: Policy = policy,
): Result {
  return resultOf(definition, under, answers, redFlags);
}
