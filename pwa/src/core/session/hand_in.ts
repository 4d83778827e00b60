/**
 * Hands in what lies here sealed for the server, without opening anything: from the lock screen, for whoever forgot her
 * PIN, and for keys that are gone. Nothing is deleted by it. What the server has is marked, so that it goes once, and
 * again where an older copy of the server came back; where the phone is opened later, the ordinary push finds it known.
 */

import { textOf } from '../device/bytes.ts';
import { inOrder, isHeard, isHeardIn, isReceived, isUnheard, receivedRow } from '../store/envelope_rows.ts';
import type { Journal, JournalRow, JournalWrites } from '../store/journal.ts';
import { noneUnsent } from '../store/unsent_count.ts';
import { requestApi } from '../sync/request.ts';
import type { ApiTransport } from '../sync/wire.ts';
import type { ApiAnswer, HandInOutcome } from '../types.ts';

export interface HandInOptions {
  /** Not only what the server must still hear of, but everything: drafts and refused changes too. */
  readonly all: boolean;
  /** Given up, as when the phone is opened: from then on nothing is written here. */
  readonly signal?: AbortSignal;
}

/** A line of 8 KB a second carries so much before it is taken for dead, and the server takes so many. */
const MOST_BYTES = 128 * 1024;
const MOST = 200;
/** Said over one of them, which then stays alone, so that all others go. */
const STUMBLES: readonly number[] = [413, 422, 500];

interface HandedIn {
  readonly results: readonly { readonly answer: string }[];
  /** An older server says nothing. */
  readonly epoch?: string;
}

export async function handIn(
  journal: Journal,
  transport: ApiTransport,
  { all, signal }: HandInOptions,
): Promise<HandInOutcome> {
  // A phone without room for a mark hands in once more, and it is known.
  const keep = (writes: JournalWrites): Promise<void> => journal.write(writes).catch(() => undefined);
  const boxes = await journal.rows('boxes');
  const isWanted = (row: JournalRow): boolean => (all ? !isReceived(row) : isUnheard(row));
  const wanted = boxes.filter(isWanted);
  const before = boxes.filter((row) => isHeard(row) && !isWanted(row));
  let handed = 0;
  // First of all, since what waits may rest on what an older copy does not have.
  const now = before.length > 0 ? await ask(transport, [], signal) : undefined;
  if (now && now.is !== 'answer') return { handed, left: wanted.length };
  const known = now?.body.epoch;
  if (known) wanted.push(...before.filter((row) => !isHeardIn(row, known)));
  const portioned = [...portions(inOrder(wanted))];
  for (let rows = portioned.shift(); rows; rows = portioned.shift()) {
    const answer = await ask(transport, rows, signal);
    if (!signal?.aborted && answer.is === 'problem' && STUMBLES.includes(answer.problem.status)) {
      const half = Math.ceil(rows.length / 2);
      if (rows.length > 1) portioned.unshift(rows.slice(0, half), rows.slice(half));
      continue;
    }
    if (signal?.aborted || answer.is !== 'answer' || answer.body.results?.length !== rows.length) break;
    const received = rows.filter((_, i) => answer.body.results[i]?.answer !== 'refused');
    const { epoch = '' } = answer.body;
    await keep({ note: received.map((row) => ['boxes', receivedRow(row, epoch)]) });
    handed += received.length;
  }
  const left = wanted.length - handed;
  if (all && left === 0) await keep({ put: [['meta', noneUnsent()]] });
  return { handed, left };
}

const ask = ({ send, base }: ApiTransport, rows: readonly JournalRow[], signal?: AbortSignal) =>
  requestApi<HandedIn>(send, base, {
    method: 'POST',
    path: '/v1/rescue',
    body: { envelopes: rows.map(({ box }) => textOf(box)) },
    ...(signal ? { signal } : {}),
  }) satisfies Promise<ApiAnswer<HandedIn>>;

function* portions(rows: readonly JournalRow[]): Generator<readonly JournalRow[]> {
  let portion: JournalRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    if (portion.length > 0 && (portion.length === MOST || bytes + row.box.length > MOST_BYTES)) {
      yield portion;
      [portion, bytes] = [[], 0];
    }
    portion.push(row);
    bytes += row.box.length;
  }
  if (portion.length > 0) yield portion;
}
