/**
 * Hands in pictures and recordings as they lie sealed, without opening anything: behind the box of the change that names
 * them, which carries their keys. In parts that go on where they ended, smaller where the line breaks. Nothing is deleted
 * by it; what the server has is marked at its box.
 */

import { base64url, textOf } from '../device/bytes.ts';
import { answered, openDatabase } from '../device/database.ts';
import { blobsLeft, withoutBlob } from '../store/envelope_rows.ts';
import { blobsBeside, type Journal, type JournalRow } from '../store/journal.ts';
import { requestApi } from '../sync/request.ts';
import type { ApiTransport } from '../sync/wire.ts';

interface HandedBlob {
  readonly answer: string;
  readonly received: number;
  readonly whole: boolean;
}

/** As a whole picture is sent; the least goes with its box through a line that lives for 8 KB. */
const PART = 64 * 1024;
const LEAST = 4 * 1024;
/** So often in a row nothing arrives before it is left for another time. */
const STUMBLES = 6;
const TAG = 16;

/** How many are left. `name`: of the journal beside which they lie. */
export async function handInBlobs(
  journal: Journal,
  name: string,
  transport: ApiTransport,
  signal: AbortSignal,
): Promise<number> {
  const rows = (await journal.rows('boxes')).filter((row) => blobsLeft(row).length > 0);
  if (rows.length === 0) return 0;
  const db = await openDatabase(blobsBeside(name), 2, ['f'], () => undefined);
  const line = new BlobLine(transport, signal);
  let left = 0;
  try {
    for (let row of rows)
      for (const blob of blobsLeft(row)) {
        const lies = await answered<JournalRow | undefined>(db.transaction('f').objectStore('f').get(blob));
        // What she threw away, or the browser, nobody can send.
        if (lies && !(await line.bring(row, lies))) left += 1;
        else {
          row = withoutBlob(row, blob);
          // A phone without room for the mark asks once more how far it came.
          await journal.write({ note: [['boxes', row]] }).catch(() => undefined);
        }
      }
  } finally {
    db.close();
  }
  return left;
}

class BlobLine {
  private readonly transport: ApiTransport;
  private readonly signal: AbortSignal;
  private size = PART;
  private gone = false;

  constructor(transport: ApiTransport, signal: AbortSignal) {
    this.transport = transport;
    this.signal = signal;
  }

  /** Whether nothing is left to send of it. Its answers are believed as far as they fit: it comes nearer, or stays. */
  async bring({ box }: JournalRow, lies: JournalRow): Promise<boolean> {
    const size = lies.box.length - TAG;
    let [at, asks, failed] = [0, true, 0];
    while (!this.gone && failed < STUMBLES) {
      const part = lies.box.slice(at, asks ? at : Math.min(at + this.size, size));
      const answer = await this.send(box, lies, at, part);
      if (answer.is === 'answer') {
        const { answer: said, received, whole } = answer.body;
        if (said === 'unwanted' || (whole && received === size)) return true;
        if (said !== 'taken' || !(received < size) || (!asks && received <= at)) return false;
        [at, asks, failed] = [received, false, asks ? failed : 0];
      } else if (
        answer.is === 'problem' ? answer.problem.status === 413 || answer.problem.reason === 'apart' : answer.cut
      ) {
        this.size = Math.max(LEAST, this.size / 2);
        [at, asks, failed] = [0, true, failed + 1];
      } else {
        // Of this one alone: 422, as where it is not what its record names.
        this.gone = answer.is !== 'problem' || answer.problem.status !== 422;
        return false;
      }
    }
    return false;
  }

  private send(envelope: JournalRow['box'], { key, iv }: JournalRow, start: number, part: JournalRow['box']) {
    const { send, base } = this.transport;
    const head = `{"envelope":"${textOf(envelope)}","row":"${key}","iv":"${base64url(iv)}","start":${start}}\n`;
    const body = new Blob([head, part]);
    const how = { method: 'POST', path: '/v1/rescue/blobs', body, patience: body.size, signal: this.signal } as const;
    return requestApi<HandedBlob>(send, base, how);
  }
}
