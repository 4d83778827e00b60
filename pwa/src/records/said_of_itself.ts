/** What an institution says of itself, in short: where there is room, for whom, when, at what cost. Pure. */
import type { FieldValues, Json } from '../core/types';
import { many, text, whole } from '../fields/field_values';
import { spoken } from '../words';
import { day, list, number } from '../words/format';
import { words as id } from './institution_words.id';

const w =
  spoken(
    import.meta.glob<typeof id>('./institution_words.*.ts', { eager: true, import: 'words' }),
    './institution_words',
  ) ?? id;

export function saidOfItself(said: FieldValues, today: string): readonly Json[] {
  const [free, from, to] = [whole(said, 'free_now'), whole(said, 'age_from'), whole(said, 'age_to')];
  return [
    free !== null && w.free(number(free), day(text(said, 'said_on'), today)),
    list(many(said, 'takes').flatMap((one) => w.takes[one as keyof typeof w.takes] ?? [])),
    (from !== null || to !== null) && w.ages(from ?? '', to ?? ''),
    text(said, 'hours'),
    w.fee[text(said, 'fee') as keyof typeof w.fee] ?? '',
  ];
}
