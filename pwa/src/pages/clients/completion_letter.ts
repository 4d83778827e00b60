/** What a letter says of somebody who came to the end: as it was typed, and on which day. Nothing tells of what. Pure. */
import type { RecordView } from '../../core/types';
import { finishedOn } from '../../records/closure/closing';
import { day, ON_PAPER } from '../../words/format';
import { type PaperLine, w } from './paper_words';

/** As it was typed, for this print alone. */
export interface TypedLetter {
  readonly name: string;
  readonly activity: string;
  readonly training: string;
  readonly place: string;
  readonly giver: string;
}

/** Name and signature are written by hand where they were not typed; what else was left empty is absent. */
export function completionLines(
  typed: TypedLetter,
  records: readonly RecordView[],
  today: string,
): readonly PaperLine[] {
  const said = w.completion.onPaper;
  const lines: readonly PaperLine[] = [
    [said.name, typed.name.trim() || w.blank],
    [said.activity, typed.activity.trim()],
    [said.training, typed.training.trim()],
    [said.on, day(finishedOn(records), ON_PAPER)],
    [said.place, typed.place.trim()],
    [said.made, day(today, ON_PAPER)],
    [said.giver, `\n\n${w.blank}\n${typed.giver.trim()}`.trimEnd()],
  ];
  return lines.filter(([, one]) => one !== '');
}
