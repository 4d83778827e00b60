// Who may be accompanied, who is referred, and what is said first: the first rule that fits a case speaks.
// `api/policies/eligibility.py` in TypeScript; both read `tests/vectors/eligibility.json`.

export type OutcomeTone = 'danger' | 'due' | 'calm';

/** `bands`: of each topic ever used; `recent`: those used lately. */
export type CaseFacts = {
  readonly bands: Readonly<Record<string, string>>;
  readonly recent: readonly string[];
  readonly injecting: string | null;
  readonly red_flags: readonly string[];
  readonly care_needs: readonly string[];
  readonly age_band: string | null;
};

/** Fits where each part that is named holds. */
export type RuleFit = {
  readonly red_flags?: readonly string[];
  readonly care_needs?: readonly string[];
  readonly ages?: readonly string[];
  readonly injecting?: readonly string[];
  readonly topics?: readonly string[];
  readonly bands?: readonly string[];
  readonly recent?: readonly string[];
};

export type EligibilityRule = {
  readonly number: number;
  readonly when?: readonly RuleFit[];
  readonly suggest: string;
  /** Keys of the policy's words. */
  readonly headline: string;
  readonly because: string;
  readonly tone: OutcomeTone;
  readonly cards?: readonly string[];
};

export type EligibilityPolicy = {
  readonly version: string;
  readonly groups: Readonly<Record<string, readonly string[]>> & { readonly deciding: readonly string[] };
  /** Bands from the mildest to the gravest. */
  readonly grades: readonly string[];
  readonly rules: readonly EligibilityRule[];
  readonly words: Readonly<Record<string, string>>;
  readonly suggestions: Readonly<Record<string, string>>;
  readonly advice: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** `advice`: [topic, band], the gravest first; `risk`: the gravest band of the deciding topics. */
export type EligibilityOutcome = {
  readonly version: string;
  readonly rule: number;
  readonly suggestion: string;
  readonly headline: string;
  readonly because: string;
  readonly tone: OutcomeTone;
  readonly risk: string | null;
  readonly cards: readonly string[];
  readonly advice: readonly (readonly [topic: string, band: string])[];
};

export function judgeCase(policy: EligibilityPolicy, facts: CaseFacts): EligibilityOutcome {
  const rule = policy.rules.find((one) => !one.when?.length || one.when.some((fit) => fits(policy, fit, facts)));
  if (!rule) throw new RangeError('the last rule of a policy meets every case');
  return {
    version: policy.version,
    rule: rule.number,
    suggestion: rule.suggest,
    headline: rule.headline,
    because: rule.because,
    tone: rule.tone,
    risk: riskOf(policy, facts.bands),
    cards: rule.cards ?? [],
    advice: orderedAdvice(policy, facts.bands),
  };
}

function fits(policy: EligibilityPolicy, fit: RuleFit, facts: CaseFacts): boolean {
  const reached = topicsOf(policy, fit.topics).map((topic) => facts.bands[topic] ?? null);
  return (
    touches(fit.red_flags, facts.red_flags) &&
    touches(fit.care_needs, facts.care_needs) &&
    touches(fit.ages, [facts.age_band]) &&
    touches(fit.injecting, [facts.injecting]) &&
    touches(fit.bands, reached) &&
    touches(topicsOf(policy, fit.recent), facts.recent)
  );
}

/** With every group replaced by what it holds. */
const topicsOf = (policy: EligibilityPolicy, named: readonly string[] = []): readonly string[] =>
  named.flatMap((name) => policy.groups[name] ?? [name]);

/** Nothing named, or one of them found. */
const touches = (named: readonly string[] | undefined, found: readonly (string | null)[]): boolean =>
  !named?.length || found.some((one) => one !== null && named.includes(one));

/** The gravest band among the deciding topics; null where none was ever used. */
function riskOf(policy: EligibilityPolicy, bands: CaseFacts['bands']): string | null {
  const reached = policy.groups.deciding.map((topic) => bands[topic]);
  return policy.grades.findLast((grade) => reached.includes(grade)) ?? null;
}

const orderedAdvice = (policy: EligibilityPolicy, bands: CaseFacts['bands']): [string, string][] =>
  policy.grades.toReversed().flatMap((grade) =>
    Object.keys(policy.advice)
      .filter((topic) => bands[topic] === grade)
      .map((topic): [string, string] => [topic, grade]),
  );
