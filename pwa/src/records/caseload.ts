/** The caseload, as lists show it. Pure. */
import type { Book, Id, Shown } from '../core/types';
import { caseKind } from '.';
import type { Kind } from './kind';

export interface Case {
  readonly id: Id;
  /** The record that opened it. */
  readonly head: Shown;
  readonly alias: string;
  /** Newest first; without what was taken back. */
  readonly records: readonly Shown[];
  readonly open: boolean;
}

export function caseOf(book: Book, id: Id): Case | undefined {
  const head = book.get(id);
  return head && head.kind === caseKind.kind ? caseFrom(book, head) : undefined;
}

/** Those who are accompanied first, in the order of their aliases; then those whose case is closed. */
export function casesOf(book: Book): readonly Case[] {
  return book
    .all(caseKind.kind)
    .filter((head) => !head.voided)
    .map((head) => caseFrom(book, head))
    .sort((one, other) => Number(other.open) - Number(one.open) || one.alias.localeCompare(other.alias, 'id'));
}

function caseFrom(book: Book, head: Shown): Case {
  return {
    id: head.id,
    head,
    alias: aliasOf(head),
    records: book.caseOf(head.feed).filter((record) => !record.voided && record.id !== head.id),
    open: head.fields['status'] !== 'closed',
  };
}

export const aliasOf = (head: Shown): string =>
  typeof head.fields['alias'] === 'string' ? head.fields['alias'] : caseKind.words.name;

export const asks = (record: Shown): boolean => Object.keys(record.questions).length > 0;

export const ofKind = (one: Case, kind: Kind): readonly Shown[] =>
  one.records.filter((record) => record.kind === kind.kind);
