/** Forms that were begun and not saved, wherever they stand: with whom they are about. Pure. */
import type { Casebook } from '../../core/types';
import type { Lookups } from '../../fields/field_spec';
import { type DraftName, targetOfDraft } from '../../forms/draft_key';
import { kindOf } from '../../records';
import { caseOf, draftLine, feedName } from '../../records/caseload';
import { words } from '../../words';

export interface UnfinishedForm {
  readonly key: string;
  readonly target: DraftName;
  readonly title: string;
  /** Whom it is about, and whether it can go on. */
  readonly line: string;
}

export const unfinishedOf = (book: Casebook, lookups: Lookups): readonly UnfinishedForm[] =>
  book.drafts.keys().flatMap((key) => {
    const target = targetOfDraft(key);
    const one = target.client === undefined ? undefined : caseOf(book, target.client);
    // Of a case that has left this phone nothing can be gone on with.
    const alias = target.client === undefined ? '' : feedName(book, target.client);
    if (alias === undefined) return [];
    const name = kindOf(target.kind)?.words.name ?? words.record.foreign;
    const line = [alias, draftLine(one, target, lookups)].filter(Boolean).join('. ');
    return [{ key, target, title: words.client.unfinished(name), line }];
  });
