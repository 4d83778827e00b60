/**
 * How this phone stands, in the server's own word: asked by the handle, which is good for nothing else, and believed only
 * where the key that was pinned at enrolment has signed it for this phone and this question. So nobody between them can
 * wipe a phone, and no word of another day or for another phone does. So does it hear of later keys of the server.
 */

import { bytesOf, hex, sha256, textOf } from '../device/bytes.ts';
import { readJws } from '../keys/compact_jose.ts';
import type { KeyFileHeader } from '../keys/key_file_header.ts';
import type { Jwk, KeyTable, OpenKeys } from '../keys/open_keys.ts';
import { requestApi } from '../sync/request.ts';
import type { ApiTransport } from '../sync/wire.ts';
import type { EnrolmentStatus } from '../types.ts';

interface ServerWord {
  readonly handle: string;
  readonly chance: string;
  readonly status: EnrolmentStatus;
  readonly server?: KeyTable['server'];
}

/** undefined: no word was heard; null: one that cannot be believed. `chance`: 128 fresh bits in hex. */
export async function askServerWord(
  { send, base }: Pick<ApiTransport, 'send' | 'base'>,
  { handle, signKey }: Pick<KeyFileHeader, 'handle' | 'signKey'>,
  chance: string,
): Promise<ServerWord | null | undefined> {
  if (!handle || !signKey) return undefined;
  const body = { handle, chance, kid: signKey['kid'] ?? null };
  const asked = { method: 'POST', path: '/v1/enrolments/status', body } as const;
  const answer = await requestApi<{ readonly signed?: string }>(send, base, asked);
  if (answer.is !== 'answer' || typeof answer.body.signed !== 'string') return undefined;
  const word = await believed(answer.body.signed, signKey);
  const mine = word?.chance === chance && word.handle === hex(await sha256(bytesOf(handle)));
  return mine ? word : null;
}

/**
 * Pins what the pinned key has signed. Where the server does not have that one any more, because an older copy of its
 * keys came back, it goes back to a pair it had pinned before, and to no other: the word says only that it is there. A
 * word that a thin line lost is no sign of that: the server signs by older pairs too, of which one may have been stolen.
 */
export async function learnServerKeys(keys: OpenKeys, transport: ApiTransport, mark: () => string): Promise<void> {
  const { former = [], server: before } = keys.table;
  const word = await askServerWord(transport, keys.asker, mark());
  let server = word?.server;
  for (const pair of word === null ? former : [])
    if (await askServerWord(transport, { ...keys.asker, signKey: pair.sign_key }, mark())) {
      server = pair;
      break;
    }
  if (!server?.box_key || !server.sign_key || !before) return;
  keys.table.former = [before, ...former.filter((one) => one !== server)];
  keys.table.server = server;
  await keys.flush({ signKey: server.sign_key });
}

async function believed(signed: string, signKey: Jwk): Promise<ServerWord | null | undefined> {
  try {
    return JSON.parse(textOf(await readJws(signed, signKey))) as ServerWord;
  } catch {
    return undefined;
  }
}
