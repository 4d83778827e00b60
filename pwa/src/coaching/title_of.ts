/** What a paper is called, wherever another names it. */
import type { RecordView } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import { kindOf } from '../records';
import { words } from '../words';

export const titleOf = (record: RecordView | undefined, lookups: Lookups): string =>
  (record && kindOf(record.kind)?.title(record, lookups)) ?? words.record.foreign;
