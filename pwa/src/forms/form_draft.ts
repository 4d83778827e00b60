/** What is kept of an unfinished form. */
import type { FieldValues, Id, Json } from '../core/types';

export interface FormDraft {
  readonly moved: FieldValues;
  readonly seen: FieldValues;
  readonly extra: Json;
  /** When it was last written in; an older app kept none. */
  readonly day?: string;
  /** The refused change that it mends. */
  readonly mend?: Id;
  /** Made out of what was known; nobody has written in it yet. */
  readonly begun?: true;
  /** A picture or a recording in it did not come back with it. */
  readonly lost?: true;
}

export const formDraft = (draft: Json | undefined): FormDraft | undefined => draft as unknown as FormDraft | undefined;
