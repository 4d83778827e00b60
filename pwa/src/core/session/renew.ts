/**
 * A new code for the same person on the same phone: fresh keys, which the old one speaks for, and the same book. Flushed
 * before the server is asked; the same code and keys get the same answer for a day, so a lost answer spends nothing.
 */

import { thumbprintOf } from '../keys/compact_jose.ts';
import { makeKeyTable } from '../keys/key_crypto.ts';
import type { OpenKeys } from '../keys/open_keys.ts';
import { requestApi } from '../sync/request.ts';
import type { ApiTransport } from '../sync/wire.ts';
import type { ApiAnswer } from '../types.ts';
import { type EnrolmentAnswer, isWhole, keep } from './enrol.ts';

type Renewal = NonNullable<OpenKeys['table']['renewal']>;

/** After it the keys must be opened anew: what is open still signs with the old one. `mark`: a fresh one. */
export async function renew(
  keys: OpenKeys,
  { send, base, origin }: ApiTransport,
  code: string,
  mark: string,
): Promise<ApiAnswer<undefined>> {
  const fresh = await freshPairs(keys, code, mark);
  const { enrolment = '', agent } = keys.table.me ?? {};
  const prints = [await thumbprintOf(fresh.signPublic), await thumbprintOf(fresh.boxPublic)];
  const sig = await keys.sign(['pulih-renewal-1', origin, enrolment, ...prints, fresh.mark].join('\n'));
  const body = {
    code,
    sign_key: fresh.signPublic,
    box_key: fresh.boxPublic,
    mark: fresh.mark,
    renews: { enrolment, agent: agent?.id ?? null, sig },
  };
  const answer = await requestApi<EnrolmentAnswer>(send, base, { method: 'POST', path: '/v1/enrolments', body });
  if (answer.is !== 'answer') return answer;
  if (!isWhole(answer.body)) return { is: 'offline' };
  const { code: _, ...pairs } = fresh;
  await keep(keys, answer.body, { ...pairs, gen: 0, prevMark: fresh.mark, answered: true, renewal: null });
  return { is: 'answer', body: undefined };
}

async function freshPairs(keys: OpenKeys, code: string, mark: string): Promise<Renewal> {
  const { table } = keys;
  if (table.renewal?.code === code) return table.renewal;
  const { sign, box, signPublic, boxPublic } = (await makeKeyTable(keys.data, code, mark)).table;
  const fresh = { code, sign, box, signPublic, boxPublic, mark };
  table.renewal = fresh;
  await keys.flush();
  return fresh;
}
