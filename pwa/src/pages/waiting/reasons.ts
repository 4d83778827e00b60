/**
 * Why something has not reached the server, and which ways out she has: one table, no reason without a sentence, none
 * that needs a person without a way. Pure.
 */
import type {
  BlobShelf,
  Casebook,
  Change,
  Id,
  LeftChange,
  OpenQuestion,
  Problem,
  RefusedChange,
  SyncStatus,
  WaitingChange,
} from '../../core/types';
import { isPaperKind, mayWrite } from '../../forms/declared_kinds';
import { kindOf } from '../../records';
import { words } from '../../words';
import { problemText } from '../../words/problem_text';

/** again: send now · update · rescue: a file · renew: a new code · mend · leave · withdraw a creation · hand over. */
export type Way = keyof typeof words.waiting.ways;
export type LineReason = keyof typeof words.waiting.line;
export type EntryReason = keyof typeof words.waiting.entry;

/** Nothing at all goes, or all goes by itself. To send now stands at the thumb always, a rescue file wherever something waits. */
export const LINE_WAYS: Readonly<Record<LineReason, readonly Way[]>> = {
  sending: [],
  open: [],
  signal: [],
  portal: [],
  gateway: [],
  nobody: [],
  busy: [],
  old: ['update'],
  behind: [],
  ended: ['renew', 'rescue'],
  locked: ['renew', 'rescue'],
  full: [],
  failed: [],
  said: [],
};

/** One change. `withdraw` stands for `leave` where it would have made a record. */
export const ENTRY_WAYS: Readonly<Record<EntryReason, readonly Way[]>> = {
  queued: [],
  stumbled: ['again', 'rescue', 'leave'],
  parent: ['leave'],
  held: ['hand', 'leave'],
  handed: ['leave'],
  unknown: ['hand', 'leave'],
  declined: ['leave'],
  overtaken: ['mend', 'leave'],
  invalid: ['mend', 'leave'],
  gone: ['leave'],
  newer: ['update', 'leave'],
};

const typed = ({ type }: Problem, kebab: string): boolean => type === `/problems/${kebab}`;

/** What holds everything up. */
export function lineReason(status: SyncStatus): LineReason {
  const { enrolmentStatus, problem, local, connection, met, busySince, running } = status;
  if (enrolmentStatus !== 'active') return 'locked';
  if (problem) return stoppedBy(problem);
  if (local) return local === 'full' ? 'full' : 'failed';
  if (running) return 'sending';
  if (busySince) return 'busy';
  return connection === 'none' ? (met ?? 'signal') : 'open';
}

function stoppedBy(problem: Problem): LineReason {
  if (typed(problem, 'app-too-old')) return 'old';
  if (typed(problem, 'server-behind')) return 'behind';
  if (typed(problem, 'sign-in-needed')) return 'ended';
  return 'said';
}

/** `time`: a moment as she reads it. */
export function lineText(reason: LineReason, { problem, busySince }: SyncStatus, time: (at: string) => string): string {
  const w = words.waiting.line;
  if (reason === 'busy') return w.busy(time(busySince ?? ''));
  return reason === 'said' ? w.said(problem ? problemText(problem) : '') : w[reason];
}

export type StuckChange = WaitingChange | RefusedChange;

const isRefused = (one: StuckChange): one is RefusedChange => 'problem' in one;

/** `known`: whether this app has the kind's folder. */
export function entryReason(
  one: StuckChange,
  book: Pick<Casebook, 'get' | 'refused'>,
  known: (kind: string) => boolean,
): EntryReason {
  return isRefused(one) ? refusalReason(one, book, known) : waitingReason(one, book.refused());
}

function waitingReason({ change, why, handed }: WaitingChange, refused: readonly RefusedChange[]): EntryReason {
  if (handed) return 'handed';
  if (!why) return 'queued';
  if (why.status >= 500) return 'stumbled';
  if (why.reason === 'held') return 'held';
  return refused.some((one) => isParent(one.change, change)) ? 'parent' : 'unknown';
}

/** A creation that was refused, without which the other cannot be. */
const isParent = (birth: Change, { record, feed }: Change): boolean =>
  birth.was === undefined && (birth.record === record || birth.record === feed);

function refusalReason(
  { change, problem }: RefusedChange,
  book: Pick<Casebook, 'get'>,
  known: (kind: string) => boolean,
): EntryReason {
  if (problem.reason === 'declined') return 'declined';
  if (!known(change.kind)) return 'newer';
  const alone = isPaperKind(change.kind) || (change.was === undefined && change.record === change.feed);
  if (!book.get(alone ? change.record : change.feed)) return 'gone';
  return problem.field === undefined ? 'invalid' : 'overtaken';
}

export function entryText(reason: EntryReason, one: StuckChange): string {
  const sentence = words.waiting.entry[reason];
  const problem = isRefused(one) ? one.problem : one.why;
  return typeof sentence === 'string' ? sentence : sentence(problem ? problemText(problem) : '');
}

export function waysOf(reason: EntryReason, { change }: { readonly change: Change }): readonly Way[] {
  return ENTRY_WAYS[reason].map((way) => (way === 'leave' && change.was === undefined ? 'withdraw' : way));
}

/** What goes with an exclusive field is asked with it, not a second time. */
export const isAskedAlone = ({ record, field }: OpenQuestion): boolean =>
  !record.questions[kindOf(record.kind)?.fields.find(({ name }) => name === field)?.editedWith ?? ''];

/** Those that she may answer: of what others write she reads it, and they are asked. */
export const questionsFor = (book: Pick<Casebook, 'questions' | 'me'>): readonly OpenQuestion[] =>
  book.questions().filter((one) => isAskedAlone(one) && mayWrite(one.record.kind, book.me().agent.role, one.field));

/** What the badge counts: what goes by itself, and what waits for her. What the coordinator has is hers no more. */
export const countOf = (
  book: Pick<Casebook, 'waiting' | 'refused' | 'questions' | 'me'>,
  blobs: Pick<BlobShelf, 'stuck'>,
): number =>
  [book.waiting().filter(({ handed }) => !handed), book.refused(), questionsFor(book), blobs.stuck()].flat().length;

export const nameOf = (
  one: { readonly about?: string; readonly change: { readonly feed: Id } },
  alias: (feed: Id) => string | undefined,
): string => alias(one.change.feed) ?? one.about ?? words.record.unknownClient;

/** What she let be of one record, for its history. */
export const leftOfRecord = (left: readonly LeftChange[], record: Id): readonly LeftChange[] =>
  left.filter(({ change }) => change.record === record);
