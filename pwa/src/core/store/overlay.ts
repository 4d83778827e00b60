/** What stands on the screen: the told record, and over it her own changes that have not come back yet. Pure. */

import type { Fields, Json, Question, Refused, Shown, State } from '../types.ts';
import { covered, type Held, isBirth, type Meta, type Work } from './outbox_entry.ts';

export interface View {
  readonly meta: Meta;
  readonly agent: string;
  readonly knows: (kind: string) => boolean;
}

/** Told back: the told record holds it, or a pull has finished since. */
export function returned({ receipt }: Work, held: Held | undefined, meta: Meta): boolean {
  if (!receipt) return false;
  return receipt.round < meta.rounds || (held?.epoch === receipt.epoch && held.n >= receipt.n);
}

const lies = (work: Work, held: Held | undefined, meta: Meta): boolean =>
  work.stand === 'waiting' || (work.stand === 'sent' && !returned(work, held, meta));

/** What a change lays over the record; fields that lost have come off. */
function layer({ change, receipt }: Work): Fields {
  if (!receipt || receipt.lost.length === 0) return change.set;
  return Object.fromEntries(Object.entries(change.set).filter(([field]) => !receipt.lost.includes(field)));
}

/** `works`: hers on this record, in order. undefined: nothing to show, as when only edits of a lost record are left. */
export function show(held: Held | undefined, works: readonly Work[], view: View): Shown | undefined {
  const over = works.filter((work) => lies(work, held, view.meta));
  const laid = held || over.some((work) => isBirth(work.change)) ? over : refusedBirth(works, over);
  const first = held ?? laid.find((work) => isBirth(work.change))?.change;
  if (!first) return undefined;
  const fields = fieldsOf(held, laid);
  const last = laid.at(-1);
  const refused = works.filter((work) => work.stand === 'refused').at(-1);
  return {
    id: first.record,
    kind: first.kind,
    feed: first.feed,
    fields,
    n: held?.n ?? 0,
    by: last || !held ? view.agent : held.by,
    at: last?.change.at ?? first.at,
    questions: openQuestions(held, laid),
    state: stateOf(held, works, laid, view),
    ...(refused ? { refused: refusedOf(refused) } : {}),
    voided: typeof fields['voided_because'] === 'string',
    foreign: !view.knows(first.kind),
  };
}

/** A creation that was refused stays in view, with everything that was laid over it. */
function refusedBirth(works: readonly Work[], over: readonly Work[]): readonly Work[] {
  const birth = works.filter((work) => work.stand === 'refused' && isBirth(work.change)).at(-1);
  return birth ? [birth, ...over] : over;
}

function fieldsOf(held: Held | undefined, laid: readonly Work[]): Fields {
  const { questions: _, ...told } = held?.body ?? {};
  const all: { [field: string]: Json } = Object.assign({}, told, ...laid.map(layer));
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

/** Told questions, without those a change of hers has answered. */
function openQuestions(held: Held | undefined, laid: readonly Work[]): Shown['questions'] {
  const told = (held?.body['questions'] ?? {}) as unknown as Shown['questions'];
  const answered = (field: string, { change }: Question): boolean =>
    laid.some((work) => field in work.change.set && work.change.answers?.includes(change));
  const open = Object.entries(told).map(([field, all]) => [field, all.filter((one) => !answered(field, one))] as const);
  return Object.fromEntries(open.filter(([, all]) => all.length > 0));
}

/** The worst of what is true: unsent work makes a record wait, an uncovered receipt keeps it from being safe. */
function stateOf(held: Held | undefined, works: readonly Work[], laid: readonly Work[], view: View): State {
  if (laid.some((work) => work.stand !== 'sent')) return 'waiting';
  const receipts = works.flatMap((work) => work.receipt ?? []);
  if (receipts.some((receipt) => !covered(receipt, view.meta))) return 'sent';
  if (!held || receipts.length > 0) return 'safe';
  if (held.by !== view.agent) return 'told';
  return covered(held, view.meta) ? 'safe' : 'sent';
}

export function refusedOf({ change, problem, at }: Work): Refused {
  return { change, problem: problem ?? UNTOLD, at: at ?? change.at };
}

const UNTOLD = { type: 'about:blank', title: '', status: 0, detail: '' };

/** What stands in a field because she wrote it herself and it has not come back: she knows it, whatever her form says. */
export function ownValue(field: string, held: Held | undefined, works: readonly Work[], meta: Meta): Json | undefined {
  const layers = works.filter((work) => lies(work, held, meta)).map(layer);
  return layers.filter((set) => field in set).at(-1)?.[field];
}
