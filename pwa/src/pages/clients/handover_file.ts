/** What whoever goes on with a case is handed on paper: by code, where it stands and what is due. No name, no answer. Pure. */
import type { Lookups } from '../../fields/field_spec';
import { text } from '../../fields/field_values';
import { kindOf } from '../../records';
import type { ClientCase } from '../../records/caseload';
import { showCode } from '../../records/client/client_code';
import { leftOpen } from '../../records/closure/closing';
import { stepNow } from '../../records/journey_step';
import { type NextStep, stepsOf } from '../../records/next_steps';
import { dayWritten } from '../../records/record_order';
import { words } from '../../words';
import { day, list, ON_PAPER } from '../../words/format';
import { type PaperLine, w } from './paper_words';

/** What is not known of it is left out. */
export interface HandedCase {
  readonly code: string;
  readonly stage?: string | null | undefined;
  readonly since?: string;
  /** What is not at its end, by what it is called alone: what is written there stays on the phones of those who follow it. */
  readonly open?: readonly string[];
  /** Each with its day as a calendar has it: whoever reads the paper reads it on another day. */
  readonly due: readonly Pick<NextStep, 'what' | 'on'>[];
}

export function handedCase(one: ClientCase, lookups: Lookups): HandedCase {
  const { head, records } = one;
  return {
    code: text(head.fields, 'code'),
    stage: stepNow([head, ...records], lookups),
    since: day(dayWritten(head, lookups.timezone), ON_PAPER),
    open: [...new Set(leftOpen(records).map(({ kind }) => kindOf(kind)?.words.name ?? ''))],
    due: stepsOf(one, lookups),
  };
}

export function handedLines({ code, stage, since = '', open = [], due }: HandedCase): readonly PaperLine[] {
  const said = w.handover;
  const stages: { readonly [step: string]: string } = words.journey;
  const lines: readonly PaperLine[] = [
    [said.code, showCode(code)],
    [said.stage, stages[stage ?? ''] ?? ''],
    [said.since, since],
    [said.open, list(open)],
    [said.due, due.map(({ what, on }) => [what, on && day(on, ON_PAPER)].filter(Boolean).join(', ')).join('\n')],
  ];
  return lines.filter(([, one]) => one !== '');
}
