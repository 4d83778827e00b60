/**
 * Answers to studies that wait on this phone, sealed among the unfinished forms under a name that none has. Nothing in one
 * tells whose it is. They go on a later day, in an order by chance, so that no time leads to the sheet in a case.
 */
import { hex } from '../../../core/device/bytes';
import type { Casebook, Json, OnlineApi } from '../../../core/types';
import { problemText } from '../../../words/problem_text';
import { plainNumber } from './study_number';

/** A study as the reference tells it. */
export interface OpenStudy {
  readonly id: string;
  readonly name: string;
  readonly question: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly arms: readonly string[];
  readonly points: readonly string[];
  readonly instrument: string;
  readonly version: string;
  readonly score_step: number;
}

export interface StudyAnswer {
  readonly number: string;
  readonly arm: string;
  readonly point: string;
  readonly age_band: string;
  readonly sex: string;
  readonly agreed: true;
  readonly instrument: string;
  readonly version: string;
  readonly scores: { readonly [domain: string]: number };
  /** By which the server knows it again where what it said was lost; an older app named none. */
  readonly attempt?: string;
}

export interface WaitingAnswer {
  readonly study: string;
  /** On which day it was given, by this phone: kept here alone. */
  readonly on: string;
  readonly answer: StudyAnswer;
  /** Why the server did not take it. */
  readonly refused?: string;
  /** It is about the answer itself, which goes again once somebody mended it. Else it goes again by itself. */
  readonly mends?: boolean;
}

/** What is being asked: goes on where it was left. */
export interface OpenAnswer {
  readonly study: string;
  readonly arm: string | null;
  readonly point: string | null;
  readonly number: string;
  readonly age_band: string | null;
  readonly sex: string | null;
  readonly agreed: boolean;
  readonly answers: Json;
  readonly aside: Json;
}

export interface KeptStudies {
  readonly waiting: readonly WaitingAnswer[];
  readonly open?: OpenAnswer | undefined;
}

type WithDrafts = Pick<Casebook, 'drafts'>;

const KEY = '=study';
const NOTHING: KeptStudies = { waiting: [] };

export const keptStudies = ({ drafts }: WithDrafts): KeptStudies =>
  (drafts.read(KEY) as KeptStudies | undefined) ?? NOTHING;

export const keepStudies = ({ drafts }: WithDrafts, kept: KeptStudies): Promise<void> =>
  kept.waiting.length || kept.open ? drafts.write(KEY, kept as unknown as Json) : drafts.drop(KEY);

/** Those that have begun and of which nothing is told yet, so that a member may still leave. */
export const begunStudies = (studies: readonly object[] | undefined, today: string): readonly OpenStudy[] =>
  ((studies ?? []) as readonly OpenStudy[]).filter(({ starts_on }) => starts_on <= today);

/** Those for which somebody may be asked today. */
export const runningStudies = (studies: readonly object[] | undefined, today: string): readonly OpenStudy[] =>
  begunStudies(studies, today).filter(({ ends_on }) => today <= ends_on);

/** In steps, up or down by `chance` (0 to 1) so that the mean stays true: 43.75 is 40 or, three times in eight, 50. */
export function inSteps(percent: string, step: number, chance: () => number = byChance): number {
  const below = Math.floor(Number(percent) / step);
  return (below + (chance() < Number(percent) / step - below ? 1 : 0)) * step;
}

/** As it waits and goes, each time the same. */
export const answerTo = (
  { instrument, version }: Pick<OpenStudy, 'instrument' | 'version'>,
  { arm, point }: Pick<OpenAnswer, 'arm' | 'point'>,
  found: Pick<StudyAnswer, 'number' | 'age_band' | 'sex' | 'scores'>,
): StudyAnswer => ({
  ...found,
  arm: arm ?? '',
  point: point ?? '',
  agreed: true,
  instrument,
  version,
  attempt: hex(crypto.getRandomValues(new Uint8Array(16))),
});

const byChance = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

/** {domain: percent in steps}, of what a sheet scored. */
export function scoresOf(domains: object, step: number, chance?: () => number): { readonly [domain: string]: number } {
  const told = Object.entries(domains as { readonly [domain: string]: { readonly percent?: string } });
  return Object.fromEntries(
    told.flatMap(([name, { percent }]) => (percent === undefined ? [] : [[name, inSteps(percent, step, chance)]])),
  );
}

/** What was taken lies here no more; what was refused stays, with why. Without a line all stays as it is. */
export async function sendAnswers(api: OnlineApi, book: WithDrafts, today: string): Promise<void> {
  const due = keptStudies(book).waiting.filter(({ on, mends }) => on < today && !mends);
  for (const [, one] of due.map((each) => [byChance(), each] as const).sort(([a], [b]) => a - b)) {
    // Deleted since, or she left the study.
    if (!keptStudies(book).waiting.some(isThis(one))) continue;
    const came = await api.post(`/v1/studies/${one.study}/answers`, one.answer as unknown as Json);
    if (came.is === 'offline') return;
    const status = came.is === 'problem' ? came.problem.status : 204;
    // Only what is said of the answer or its study sets it aside.
    if (came.is === 'problem' && ![404, 409, 422].includes(status)) return;
    const { mends: _, ...rest } = one;
    const stays = came.is === 'problem' ? [{ ...rest, refused: problemText(came.problem), mends: status === 422 }] : [];
    await keepStudies(book, withInstead(keptStudies(book), one, ...stays));
  }
}

const isThis =
  (one: WaitingAnswer) =>
  (each: WaitingAnswer): boolean =>
    JSON.stringify(each) === JSON.stringify(one);

/** Where it still waits. */
export const withInstead = (kept: KeptStudies, one: WaitingAnswer, ...instead: WaitingAnswer[]): KeptStudies => ({
  ...kept,
  waiting: kept.waiting.flatMap((each) => (isThis(one)(each) ? instead : [each])),
});

/** She takes part no more: nothing under her number waits here. */
export function withoutNumber(kept: KeptStudies, number: string): KeptStudies {
  const hers = plainNumber(number);
  return { ...kept, waiting: kept.waiting.filter(({ answer }) => answer.number !== hers) };
}
