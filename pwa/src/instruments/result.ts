// What a sheet says: scores, headline, injecting, and what the policy suggests.
import type { Answers, Card, Definition } from './definition.ts';
import { type Scores, scores, sheetOf, sign } from './engine.ts';
import { headline, type Policy, ruleFor } from './policy.ts';

export type Result = {
  readonly scores: Scores;
  /** The gravest band of the deciding topics; null where none has a score. */
  readonly headline: string | null;
  readonly injecting: string | null;
  /** The version of the policy that suggests. */
  readonly policy: string;
  readonly suggestion: string;
  readonly because: string;
};

/** Of a whole sheet; in a faulty one, what does not belong there counts nothing. */
export function resultOf(
  definition: Definition,
  policy: Policy,
  answers: Answers,
  redFlags: readonly string[] = [],
): Result {
  const sheet = sheetOf(definition, answers);
  const found = scores(sheet);
  const injecting = sign(sheet, 'injecting');
  const bands = definition.score.bands.map((band) => band.key);
  const band = headline(policy, found, bands);
  const rule = ruleFor(policy, band, injecting, redFlags);
  return {
    scores: found,
    headline: band,
    injecting,
    policy: policy.version,
    suggestion: rule.suggest,
    because: rule.because,
  };
}

/** The cards to open: those for a band that some topic reached, or for a sign. */
export function cardsFor(definition: Definition, { scores: found, injecting }: Result): readonly Card[] {
  const reached = new Set(Object.values(found).map(({ band }) => band));
  return definition.cards.filter(
    (card) =>
      card.bands.some((band) => reached.has(band)) ||
      (injecting !== null && card.signs['injecting']?.includes(injecting)),
  );
}
