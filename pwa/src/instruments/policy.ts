// Who may be accompanied: versioned data, because no public source gives it. `api/instruments/policy.py` in TypeScript.
import type { Scores } from './engine.ts';

export type Suggestion = 'ibm' | 'ibm_approval' | 'refer' | 'information';
export type Risk = 'low' | 'moderate' | 'high';

/** Meets a case whose band, injecting and any red flag are among those named; what is not named is not asked. */
export type Rule = {
  readonly bands?: readonly string[];
  readonly injecting?: readonly string[];
  readonly red_flags?: readonly string[];
  readonly suggest: string;
  readonly because: string;
  readonly source: string;
};

/** The first rule that meets a case speaks; the last one meets all. */
export type Policy = {
  readonly version: string;
  readonly deciding: readonly string[];
  readonly rules: readonly Rule[];
};

/** The gravest band among the deciding topics; null where none has a score. `bands`: mildest first. */
export function headline(policy: Policy, scores: Scores, bands: readonly string[]): string | null {
  const reached = policy.deciding.map((topic) => scores[topic]?.band);
  return bands.findLast((band) => reached.includes(band)) ?? null;
}

/** The rule that speaks. */
export function ruleFor(
  policy: Policy,
  band: string | null,
  injecting: string | null,
  redFlags: readonly string[],
): Rule {
  const speaking = policy.rules.find((rule) => meets(rule, band, injecting, redFlags));
  if (!speaking) throw new RangeError('the last rule of a policy meets every case');
  return speaking;
}

function meets(rule: Rule, band: string | null, injecting: string | null, redFlags: readonly string[]): boolean {
  return (
    among(rule.bands, band) &&
    among(rule.injecting, injecting) &&
    (!rule.red_flags?.length || redFlags.some((flag) => rule.red_flags?.includes(flag)))
  );
}

function among(named: readonly string[] | undefined, value: string | null): boolean {
  return !named?.length || (value !== null && named.includes(value));
}
