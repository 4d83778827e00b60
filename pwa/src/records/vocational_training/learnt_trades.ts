/** Which trades somebody learnt to the end, in words. Pure. */
import type { RecordView } from '../../core/types';
import { text } from '../../fields/field_values';
import { list } from '../../words/format';
import { kind as training } from '.';

export function learntTrades(records: readonly RecordView[]): string {
  const learnt = records.filter(({ kind, fields }) => kind === training.kind && text(fields, 'status') === 'finished');
  return list([...new Set(learnt.map(({ fields }) => training.words.options['trade']?.[text(fields, 'trade')] ?? ''))]);
}
