/** What the screens of an interview show, put together from the sheet and the words. Pure. */
import { list, within } from '../words/format';
import type { SheetAnswers, SheetResult } from '.';
import { bandStart, type InstrumentDefinition, optionsOf, type Topic, weightsOf } from './definition';
import type { EligibilityPolicy } from './eligibility';
import { type Sheet, sheetOf } from './engine';
import { type InterviewStep, steps, topicLabel, topicShortName, withTopicName } from './flow';
import { capital, either, words } from './words';

export type BandName = 'low' | 'moderate' | 'high';

/** `Zat 2 dari 3: ganja`, `Seberapa puas · 12 dari 26`, or what the question is about. */
export function whereabouts(sheet: Sheet, step: InterviewStep): string {
  if (sheet.definition.one_tap) return cardPlace(sheet, step);
  if (!step.round || step.topic === null) return step.item.name;
  return words.round(sheet.definition.topics.label, step.round.number, step.round.of, topicLabel(sheet, step.topic));
}

function cardPlace(sheet: Sheet, step: InterviewStep): string {
  const all = steps(sheet);
  const place = words.of(all.findIndex(({ key }) => key === step.key) + 1, all.length);
  const part = sheet.definition.parts?.find(({ key }) => key === step.item.part);
  return part ? words.card(part.title, place) : place;
}

/** How happy an answer looks, 1 to 5: by what it weighs. */
export function facesOf(sheet: Sheet, step: InterviewStep): readonly number[] {
  return sheet.definition.faces ? weightsOf(sheet.definition, step.item) : [];
}

export function question(sheet: Sheet, step: InterviewStep): string {
  return withTopicName(sheet, step.item.ask, step.topic);
}

/** What helps to ask: the question's own hint, and the local names of its topic unless the client named it. */
export function hintOf(sheet: Sheet, step: InterviewStep): string | undefined {
  const topic = sheet.definition.topics.list.find(({ key }) => key === step.topic);
  const own = topic && topicLabel(sheet, topic.key) === topic.label;
  return [step.item.hint, own ? alsoOf(topic) : undefined].filter(Boolean).join(' ') || undefined;
}

export function alsoOf(topic: Topic): string | undefined {
  return topic.also.length ? words.also(either(topic.also)) : undefined;
}

/** At the head of a line, and never that of another topic, whatever the client calls hers. */
export function topicName(sheet: Sheet, key: string, own = topicShortName(sheet, key)): string {
  const { list: topics } = sheet.definition.topics;
  const name = capital(own);
  const taken = topics.some((other) => other.key !== key && [other.short, other.label].map(capital).includes(name));
  return taken ? `${name} (${topics.find((topic) => topic.key === key)?.letter})` : name;
}

export type SummaryPart = {
  readonly key: string;
  readonly title: string;
  readonly rows: readonly { readonly step: InterviewStep; readonly title: string; readonly line: string }[];
};

/** Every screen of the sheet with its answer, by topic or part; what belongs to no topic first. */
export function summary(sheet: Sheet): readonly SummaryPart[] {
  const all = steps(sheet);
  const row = (step: InterviewStep) => ({ step, title: step.item.name, line: answerOf(sheet, step) });
  if (sheet.definition.parts)
    return sheet.definition.parts.map(({ key, title }) => ({
      key,
      title,
      rows: all.filter(({ item }) => item.part === key).map(row),
    }));
  const topics = [null, ...sheet.definition.topics.list.map(({ key }) => key)];
  const parts = topics.map((topic) => ({
    key: topic ?? '',
    title: topic === null ? words.summary.general : topicName(sheet, topic),
    rows: all.filter((step) => step.topic === topic).map(row),
  }));
  return parts.filter((part) => part.rows.length);
}

/** The answer as a person reads it; of many topics at once, those that took the first option. */
export function answerOf(sheet: Sheet, step: InterviewStep): string {
  if (!step.item.together) return step.places.map((place) => said(sheet, step, sheet.given(place)))[0] ?? '';
  if (step.places.some((place) => sheet.given(place) === undefined)) return words.summary.missing;
  const first = optionsOf(sheet.definition, step.item)[0]?.value;
  const taken = step.places.filter((place) => sheet.given(place) === first);
  const names = taken.flatMap(({ topic }) => topic ?? []).map((key) => topicName(sheet, key, topicLabel(sheet, key)));
  return capital(list(names.map(within))) || words.summary.none;
}

function said(sheet: Sheet, step: InterviewStep, answer: unknown): string {
  if (answer === undefined || answer === '') return words.summary.missing;
  if (step.item.text) return String(answer);
  return optionsOf(sheet.definition, step.item).find(({ value }) => value === answer)?.label ?? words.summary.missing;
}

export type ScoredTopic = {
  readonly key: string;
  readonly name: string;
  readonly score: number;
  readonly band: BandName;
  readonly moderate: number;
  readonly high: number;
  readonly advice: string;
};

/** The scored topics as they are drawn, in the policy's order: the gravest first. */
export function scoredTopics(
  definition: InstrumentDefinition,
  policy: EligibilityPolicy,
  answers: SheetAnswers,
  result: SheetResult,
): readonly ScoredTopic[] {
  const sheet = sheetOf(definition, answers);
  const topics = result.outcome.advice.map(([key]) => definition.topics.list.find((topic) => topic.key === key));
  return topics.flatMap((topic) => (topic ? [drawn(sheet, policy, topic, result)] : []));
}

function drawn(sheet: Sheet, policy: EligibilityPolicy, topic: Topic, result: SheetResult): ScoredTopic {
  const { score, band } = result.scores[topic.key] ?? { score: 0, band: 'low' };
  const [, moderate = 0, high = 0] = sheet.definition.score.bands.map((one) => bandStart(one, topic.key));
  const advice = withTopicName(sheet, policy.advice[topic.key]?.[band] ?? '', topic.key);
  return { key: topic.key, name: topicName(sheet, topic.key), score, band: band as BandName, moderate, high, advice };
}

/** What the sheet says of injecting lately, in the instrument's words. */
export function injectingOf(definition: InstrumentDefinition, { injecting }: SheetResult): string | undefined {
  const opensCard = definition.cards.some((card) => injecting && card.signs['injecting']?.includes(injecting));
  return opensCard ? definition.signs['injecting']?.find(({ value }) => value === injecting)?.label : undefined;
}
