/** Forms that were begun and not saved, wherever they stand: with whom they are about. Pure. */
import type { Casebook } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { targetOfDraft } from '../../forms/draft_key';
import { formDraft } from '../../forms/form_draft';
import type { RecordKind } from '../../forms/record_kind';
import { kindOf } from '../../records';
import { caseOf, draftLine, feedName } from '../../records/caseload';
import { words } from '../../words';
import { nearDay } from '../../words/format';
import type { PageTarget } from '../page_context';
import { w } from './words';

export interface UnfinishedForm {
  readonly key: string;
  readonly target: PageTarget;
  /** Of a kind that this app does not know nothing can be gone on with. */
  readonly kind: RecordKind | undefined;
  /** What it is, and whom it is about; empty for somebody new. */
  readonly name: string;
  readonly alias: string;
  /** That it goes on, or why it rests. */
  readonly line: string;
  /** When it was last written in. */
  readonly day: string;
}

/** The newest first; those of before days were kept last. */
export const unfinishedOf = (book: Casebook, lookups: Lookups): readonly UnfinishedForm[] =>
  book.drafts
    .keys()
    .flatMap((key) => {
      // No form: what is kept among them.
      if (key[0] === '=') return [];
      const target = targetOfDraft(key);
      const one = target.client === undefined ? undefined : caseOf(book, target.client);
      // A case that has left this phone takes its form along; the draft stays in the rescue file.
      const alias = target.client === undefined ? '' : feedName(book, target.client);
      if (alias === undefined) return [];
      const kind = kindOf(target.kind);
      const { day = '', mend } = formDraft(book.drafts.read(key)) ?? {};
      const mends = mend && book.refused().some(({ change }) => change.id === mend) ? { mend } : {};
      const name = nameOf(kind, target.editedAlone);
      return [{ key, target: { ...target, ...mends }, kind, name, alias, line: draftLine(one, target, lookups), day }];
    })
    .sort((one, other) => other.day.localeCompare(one.day));

/** Of a step that is written alone, what the step is about. */
const nameOf = (kind: RecordKind | undefined, editedAlone: string | undefined): string =>
  (editedAlone && kind?.words.fields[editedAlone]) || (kind?.words.name ?? words.record.foreign);

/** When it was last written in, as a line says it; nothing where nobody kept it. */
export const writtenOn = ({ day }: UnfinishedForm, today: string): string =>
  day ? w.written(nearDay(day, today)) : '';
