/**
 * From a code to an enrolment. The key file is flushed before the server is asked, and the same code and keys get the
 * same answer for a day: an answer that was lost spends nothing.
 */

import { bytesOf, sha256 } from '../device/bytes.ts';
import { thumbprintOf } from '../keys/compact_jose.ts';
import type { Jwk, KeyTable, OpenKeys } from '../keys/open_keys.ts';
import { requestApi } from '../sync/request.ts';
import type { ApiTransport } from '../sync/wire.ts';
import type { ApiAnswer, SignedInAgent } from '../types.ts';

export interface EnrolmentAnswer {
  readonly enrolment: string;
  readonly agent: SignedInAgent['agent'];
  readonly unit: SignedInAgent['unit'];
  readonly epoch: string;
  readonly handle: string;
  readonly ends_at?: string;
  readonly server: { readonly box_key: Jwk; readonly sign_key: Jwk };
}

/** Asks, and keeps the answer in the key file. */
export async function enrol(keys: OpenKeys, transport: ApiTransport): Promise<ApiAnswer<SignedInAgent>> {
  const { table } = keys;
  const body = {
    code: table.pending?.code ?? '',
    sign_key: table.signPublic,
    box_key: table.boxPublic,
    mark: table.mark,
  };
  const answer = await requestApi<EnrolmentAnswer>(transport.send, transport.base, {
    method: 'POST',
    path: '/v1/enrolments',
    body,
  });
  if (answer.is !== 'answer') return answer;
  if (!isWhole(answer.body)) return { is: 'offline' };
  return { is: 'answer', body: await keep(keys, answer.body) };
}

export const isWhole = (body: Partial<EnrolmentAnswer> | null): boolean =>
  Boolean(body?.enrolment && body.server?.box_key && body.server.sign_key);

/** The table takes the answer; `change`: what else moves with it. */
export async function keep(
  keys: OpenKeys,
  { enrolment, agent, unit, epoch, handle, ends_at, server }: EnrolmentAnswer,
  change: Partial<KeyTable> = {},
): Promise<SignedInAgent> {
  const { table } = keys;
  Object.assign(table, change);
  const fingerprint = await fingerprintOf([table.signPublic, table.boxPublic, server.box_key, server.sign_key]);
  const me = { enrolment, agent, unit, fingerprint };
  Object.assign(table, { me, server, epoch, pending: null, ...(ends_at ? { endsAt: ends_at } : {}) });
  await keys.flush({ handle, signKey: server.sign_key });
  return { ...me, label: keys.label, opener: keys.opener };
}

/** Made here from the keys themselves, never taken from the server's word: two people compare it. */
export async function fingerprintOf(keys: readonly Jwk[]): Promise<string> {
  const prints = await Promise.all(keys.map(thumbprintOf));
  const sum = await sha256(bytesOf(prints.join('.')));
  return String(new DataView(sum.buffer).getUint32(0) % 10_000).padStart(4, '0');
}
