/** Pictures and recordings, as screens and records know them. */
import type { Id, Problem } from '../sync/wire_types.ts';
import type { ApiAnswer } from '../types.ts';

/** As a record names a picture or recording. */
export interface BlobReference {
  readonly sha256: string;
  readonly type: string;
  readonly size: number;
  readonly seconds?: number;
}

/** What of them the server does not have. */
export interface UnsentBlobs {
  readonly photos: number;
  readonly voices: number;
  readonly bytes: number;
}

/** One that the server refused. */
export interface StuckBlob {
  readonly sha256: string;
  readonly type: string;
  readonly size: number;
  readonly feed: Id;
  readonly problem: Problem;
}

/** Pictures and recordings: sealed on this phone until the server has them. */
export interface BlobShelf {
  /** Sealed and flushed when it resolves. Rejects with `NotSaved`. */
  keep(content: Blob, type: string, seconds?: number): Promise<BlobReference>;
  /** From this phone, or fetched. */
  read(blob: BlobReference, record: Id): Promise<ApiAnswer<Blob>>;
  /** Taken out of a form again. */
  letGo(sha256: string): Promise<void>;
  unsent(): UnsentBlobs;
  stuck(): readonly StuckBlob[];
  /** What was refused goes with the next run. */
  again(sha256: string): Promise<void>;
  /** For good, by her own decision: nobody else has it. */
  discard(sha256: string): Promise<void>;
}
