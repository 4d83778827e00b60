/**
 * What the records of a unit say of a month that is over, as far as it may leave the unit: kept sealed among the
 * unfinished forms, so that a month that was once read is confirmed without a signal. No form has a name that begins so.
 */
import type { Casebook, FieldValues } from '../../core/types';

const keyOf = (month: string): string => `=month/${month}`;

export const keepMonth = (book: Pick<Casebook, 'drafts'>, month: string, figures: FieldValues): Promise<void> =>
  book.drafts.write(keyOf(month), figures);

/** undefined: never read. */
export const keptMonth = (book: Pick<Casebook, 'drafts'>, month: string): FieldValues | undefined =>
  book.drafts.read(keyOf(month)) as FieldValues | undefined;
