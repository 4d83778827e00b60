// What a sheet says: scores, injecting, and what the policy makes of them and of what else is known.
import type { AdviceCard, InstrumentDefinition, SheetAnswers } from './definition.ts';
import { type EligibilityOutcome, type EligibilityPolicy, judgeCase } from './eligibility.ts';
import { scores, sheetOf, sign, type TopicScores, topicsWith } from './engine.ts';

/** What the policy weighs beside the sheet. */
export type BesideSheet = {
  readonly red_flags?: readonly string[];
  readonly care_needs?: readonly string[];
  readonly age_band?: string | null;
};

export type SheetResult = {
  readonly scores: TopicScores;
  readonly injecting: string | null;
  readonly outcome: EligibilityOutcome;
};

/** Of a whole sheet; in a faulty one, what does not belong there counts nothing. */
export function resultOf(
  definition: InstrumentDefinition,
  policy: EligibilityPolicy,
  answers: SheetAnswers,
  beside: BesideSheet = {},
): SheetResult {
  const sheet = sheetOf(definition, answers);
  const found = scores(sheet);
  const injecting = sign(sheet, 'injecting');
  const outcome = judgeCase(policy, {
    bands: Object.fromEntries(Object.entries(found).map(([topic, { band }]) => [topic, band])),
    recent: topicsWith(sheet, 'recent'),
    injecting,
    red_flags: beside.red_flags ?? [],
    care_needs: beside.care_needs ?? [],
    age_band: beside.age_band ?? null,
  });
  return { scores: found, injecting, outcome };
}

/** The cards to open: those for a band that some topic reached, or for a sign. */
export function cardsFor(
  definition: InstrumentDefinition,
  { scores: found, injecting }: Pick<SheetResult, 'scores' | 'injecting'>,
): readonly AdviceCard[] {
  const reached = new Set(Object.values(found).map(({ band }) => band));
  return definition.cards.filter(
    (card) =>
      card.bands.some((band) => reached.has(band)) ||
      (injecting !== null && card.signs['injecting']?.includes(injecting)),
  );
}
