/** The aftercare that runs: one at a time. Pure. */
import type { RecordView } from '../../core/types';
import { text } from '../../fields/field_values';
import { newestFirst } from '../record_order';

export const openAftercare = (records: readonly RecordView[]): RecordView | undefined =>
  newestFirst(records).find(({ kind, fields }) => kind === 'aftercare' && text(fields, 'status') === 'open');
