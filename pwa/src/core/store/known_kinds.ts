import type { FieldValues, RecordView } from '../types.ts';

/** What the core is told of the kinds, none of which it knows. */
export interface KnownKinds {
  /** Whether this app has a folder for it; others are shown as they stand. */
  readonly knows: (kind: string) => boolean;
  /** What a case is called on the screen, from the fields of the record that opened it. */
  readonly called: (head: FieldValues) => string | undefined;
  /** Whether the client agrees that what this field names is kept; as it stands in her case. */
  readonly keepsBlob?: (kind: string, field: string, records: readonly RecordView[]) => boolean;
}
