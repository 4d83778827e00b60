/**
 * Sends pictures and recordings after everything else, in parts that go on where they ended; between two parts it stops
 * for whatever else there is to send.
 */

import { isOurs } from '../sync/request.ts';
import { type SyncStop, stopReason } from '../sync/wire.ts';
import type { ApiAnswer } from '../types.ts';
import { hashOf, type PhoneBlobs } from './blob_shelf.ts';
import type { BlobNaming } from './naming.ts';
import { LOST_BYTES } from './shelved_blob.ts';

/** What the server says of a part. */
export interface BlobReceived {
  readonly received: number;
  readonly whole: boolean;
  /** How many backups had begun by then; an older server says nothing. */
  readonly started?: number;
}

type SendPart = (path: string, part: Blob) => Promise<ApiAnswer<BlobReceived>>;

/** Eight seconds of a line of 64 kbit/s; less where a line breaks before. */
const PART = 64 * 1024;
const LEAST = 8 * 1024;
/** No yes to it any more, or the case is erased: it goes from here too. */
const GONE = [409, 410];
const STOPS = [401, 429, 503];
const TOO_LARGE = 413;
const DAY = 86_400_000;

const isSpoilt = (answer: ApiAnswer<unknown>): boolean =>
  answer.is === 'problem' && answer.problem['code'] === 'blob-spoilt';

export class BlobSender {
  private readonly shelf: PhoneBlobs;
  private readonly send: SendPart;
  private size = PART;

  constructor(shelf: PhoneBlobs, send: SendPart) {
    this.shelf = shelf;
    this.send = send;
  }

  /** undefined: nothing is left that can go now, or something else wants to. */
  async run(mayGoOn: () => boolean): Promise<SyncStop | undefined> {
    await this.shelf.tidy();
    const { epoch } = this.shelf.store.meta;
    for (const sha256 of Object.keys(this.shelf.shelved)) {
      for (const naming of this.shelf.namings(sha256)) {
        if (!mayGoOn()) return undefined;
        if (naming.waits || this.shelf.shelved[sha256]?.sent?.[naming.record]?.epoch === epoch) continue;
        if (this.isRefused(sha256, naming)) continue;
        const stop = await this.sendOne(sha256, naming, mayGoOn);
        if (stop) return stop;
      }
    }
    return undefined;
  }

  private isRefused(sha256: string, { record }: BlobNaming): boolean {
    const { environment, meta } = this.shelf.store;
    const no = this.shelf.shelved[sha256]?.refused?.[record];
    return no?.epoch === meta.epoch && Math.abs(environment.clock() - Date.parse(no.at)) < DAY;
  }

  private async sendOne(sha256: string, naming: BlobNaming, mayGoOn: () => boolean): Promise<SyncStop | undefined> {
    const bytes = await this.shelf.bytes(sha256);
    if (!bytes || (await hashOf(bytes)) !== sha256) return this.shelf.refuse(sha256, naming, LOST_BYTES);
    const parts = (): Promise<ApiAnswer<BlobReceived>> => this.sendParts(sha256, naming, new Blob([bytes]), mayGoOn);
    let answer = await parts();
    // What the record names are these bytes: parts from elsewhere lay before them, and the server let go of all.
    if (isSpoilt(answer)) answer = await parts();
    if (answer.is === 'answer') {
      if (answer.body.whole) await this.shelf.sent(sha256, naming.record, answer.body.started);
      return undefined;
    }
    if (answer.is === 'offline') {
      if (answer.cut) this.shrink();
      return answer;
    }
    return this.refused(sha256, naming, answer);
  }

  private async sendParts(
    sha256: string,
    { record, feed }: BlobNaming,
    whole: Blob,
    mayGoOn: () => boolean,
  ): Promise<ApiAnswer<BlobReceived>> {
    const path = (start: number): string => `/v1/blobs/${sha256}?client=${feed}&record=${record}&start=${start}`;
    // An empty part asks how far it has come.
    let answer = await this.send(path(0), whole.slice(0, 0));
    while (answer.is === 'answer' && !answer.body.whole && mayGoOn()) {
      const start = answer.body.received;
      answer = await this.send(path(start), whole.slice(start, start + this.size));
    }
    return answer;
  }

  private shrink(): void {
    this.size = Math.max(LEAST, this.size / 2);
  }

  /** A server that stumbles is asked again with the next run; what it refuses waits for her, or a day. */
  private async refused(
    sha256: string,
    naming: BlobNaming,
    answer: Extract<ApiAnswer<unknown>, { is: 'problem' }>,
  ): Promise<SyncStop | undefined> {
    const { status, reason } = answer.problem;
    if (STOPS.includes(status)) return stopReason(answer);
    if (status === TOO_LARGE) this.shrink();
    const isGone = GONE.includes(status) && reason !== 'apart';
    // After a restore the yes to it may not have come back either.
    const isSure = status === 410 || this.shelf.store.meta.untaken.length === 0;
    const isOnly = this.shelf.namings(sha256).every(({ record }) => record === naming.record);
    if (isGone && isSure && isOnly) return this.forget(sha256);
    if (status < 500 && !GONE.includes(status) && isOurs(answer.problem))
      await this.shelf.refuse(sha256, naming, answer.problem);
    return undefined;
  }

  private async forget(sha256: string): Promise<undefined> {
    await this.shelf.drop([sha256]);
  }
}
