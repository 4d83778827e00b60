// The interview asks what is due and nothing else, and no answer is lost when an earlier one changes.
import { describe, expect, it } from 'vitest';
import type { AnswerPlace, InstrumentDefinition, SheetAnswers } from './definition.ts';
import { sheetOf } from './engine.ts';
import {
  answer,
  type InterviewAnswers,
  isAnswered,
  nextStep,
  sortAnswers,
  steps,
  topicLabel,
  topicShortName,
  withTopicName,
} from './flow.ts';
import { definitionOf, faultsOf } from './index.ts';

const assist = definitionOf('assist') as InstrumentDefinition;
const topics = assist.topics.list.map((topic) => topic.key);
const nothing: InterviewAnswers = { answers: {}, aside: {} };

function place(key: string, topic: string | null = null): AnswerPlace {
  const item = assist.items.find((known) => known.key === key);
  if (!item) throw new RangeError(key);
  return { item, topic };
}

function used(...yes: string[]): SheetAnswers {
  return { q1: Object.fromEntries(topics.map((topic) => [topic, yes.includes(topic)])) };
}

function keysOf(answers: SheetAnswers): string[] {
  return steps(sheetOf(assist, answers)).map((step) => step.key);
}

/** Answers whatever is asked, always by the option at this index, until nothing is. */
function interviewed(begun: SheetAnswers, option: number): SheetAnswers {
  let kept = sortAnswers(assist, begun);
  for (let step = nextStep(sheetOf(assist, kept.answers)); step; step = nextStep(sheetOf(assist, kept.answers))) {
    const scale = assist.scales[step.item.scale ?? ''];
    const value = scale ? (scale[Math.min(option, scale.length - 1)]?.value ?? '') : 'dextro';
    for (const at of step.places) kept = answer(assist, kept, at, value);
  }
  return kept.answers;
}

describe('the interview', () => {
  it('begins with all topics on one screen', () => {
    expect(keysOf({})).toEqual(['q1']);
    expect(nextStep(sheetOf(assist, {}))?.places).toHaveLength(10);
  });

  it('ends at once when nothing was ever used', () => {
    expect(keysOf(used())).toEqual(['q1']);
    expect(nextStep(sheetOf(assist, used()))).toBeUndefined();
  });

  it('goes topic by topic, and asks about a use only where there was one', () => {
    const answers = { ...used('tobacco', 'cannabis'), q2: { tobacco: 'daily', cannabis: 'never' } };
    expect(keysOf(answers)).toEqual([
      ...['q1', 'q2/tobacco', 'q3/tobacco', 'q4/tobacco', 'q6/tobacco', 'q7/tobacco'],
      ...['q2/cannabis', 'q6/cannabis', 'q7/cannabis', 'q8'],
    ]);
  });

  it('tells how far it is by the topics of this client', () => {
    const round = (answers: SheetAnswers, key: string) =>
      steps(sheetOf(assist, answers)).find((one) => one.key === key)?.round;
    const answers = used('tobacco', 'cannabis', 'opioids');
    expect(round(answers, 'q2/cannabis')).toEqual({ number: 2, of: 3 });
    expect(round(answers, 'q8')).toBeNull();
  });

  it('asks for the name of another topic first, and calls it by that name', () => {
    expect(keysOf(used('other'))[1]).toBe('other_name');
    const sheet = sheetOf(assist, { ...used('other'), other_name: 'lem $& tikus' });
    expect(withTopicName(sheet, 'Pakai {substance}?', 'other')).toBe('Pakai lem $& tikus?');
    expect(topicShortName(sheet, 'other')).toBe('lem $& tikus');
    expect(topicLabel(sheetOf(assist, used('other')), 'other')).toBe('zat lain');
    expect(topicLabel(sheet, 'cannabis')).toBe('ganja');
  });

  it('asks for injecting days only after a recent injection', () => {
    expect(keysOf({ ...used('opioids'), q8: 'earlier' })).not.toContain('q8a');
    expect(keysOf({ ...used('opioids'), q8: 'recent' }).at(-1)).toBe('q8a');
  });

  it('leaves a whole sheet, whatever is answered', () => {
    for (const yes of [[], ['tobacco'], ['other', 'cannabis'], topics]) {
      for (const option of [0, 1, 2, 4]) expect(faultsOf(assist, interviewed(used(...yes), option))).toEqual([]);
    }
  });

  it('shows a screen as answered only when all of it is', () => {
    const first = { q1: { tobacco: true } };
    const [step] = steps(sheetOf(assist, first));
    expect(step && isAnswered(sheetOf(assist, first), step)).toBe(false);
    expect(step && isAnswered(sheetOf(assist, used()), step)).toBe(true);
  });
});

describe('an answer that is changed', () => {
  const begun = interviewed(used('tobacco', 'cannabis'), 1);

  it('puts aside what is no longer asked, and the sheet is whole without it', () => {
    const kept = answer(assist, { answers: begun, aside: {} }, place('q1', 'cannabis'), false);
    expect(faultsOf(assist, kept.answers)).toEqual([]);
    expect(kept.aside).toEqual({
      ...{ q2: { cannabis: 'once_or_twice' }, q3: { cannabis: 'once_or_twice' }, q4: { cannabis: 'once_or_twice' } },
      ...{ q5: { cannabis: 'once_or_twice' }, q6: { cannabis: 'recent' }, q7: { cannabis: 'recent' } },
    });
  });

  it('brings everything back when it is changed back', () => {
    const there = answer(assist, { answers: begun, aside: {} }, place('q1', 'cannabis'), false);
    expect(answer(assist, there, place('q1', 'cannabis'), true)).toEqual({ answers: begun, aside: {} });
  });

  it('lets the new answer win over what lay aside', () => {
    const never = answer(assist, { answers: begun, aside: {} }, place('q2', 'tobacco'), 'never');
    expect(never.aside).toEqual({ q3: { tobacco: 'once_or_twice' }, q4: { tobacco: 'once_or_twice' } });
    const daily = answer(assist, never, place('q2', 'tobacco'), 'daily');
    expect(daily.answers['q2']).toEqual({ tobacco: 'daily', cannabis: 'once_or_twice' });
    expect(daily.aside).toEqual({});
  });

  it('starts from nothing', () => {
    expect(answer(assist, nothing, place('q1', 'tobacco'), true)).toEqual({
      answers: { q1: { tobacco: true } },
      aside: {},
    });
  });
});
