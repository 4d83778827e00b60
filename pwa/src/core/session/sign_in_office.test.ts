import { expect, test } from 'vitest';
import { OfficeEntrance } from './sign_in_office.ts';

type Told = { readonly status?: number; readonly body: object } | 'lost';

/** Answers in this order, and what was asked. */
function line(...told: Told[]) {
  const asked: { path: string; token: string | null; form: URLSearchParams }[] = [];
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const form = init.body instanceof URLSearchParams ? init.body : new URLSearchParams();
    asked.push({ path: url, token: new Headers(init.headers).get('authorization'), form });
    const next = told.shift();
    if (!next || next === 'lost') throw new TypeError('no line');
    const type = next.status ? 'application/problem+json' : 'application/json';
    return new Response(JSON.stringify(next.body), { status: next.status ?? 200, headers: { 'Content-Type': type } });
  };
  return { asked, door: new OfficeEntrance({ send, base: '', origin: '' }) };
}

const token = (name: string) => ({ body: { access_token: name } });
const STALE = { status: 401, body: { type: '/problems/stale-sign-in', status: 401, title: '', detail: '' } };
const PROOF = { username: 'ratna', password: 'rahasia', code: '123456' };

test('a try whose answer was lost is said again, and another one is another', async () => {
  const { asked, door } = line('lost', STALE, token('a'));
  for (let number = 0; number < 3; number += 1) await door.signIn(PROOF);
  const attempts = asked.map(({ form }) => form.get('attempt'));
  expect(attempts[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(attempts[1]).toBe(attempts[0]);
  expect(attempts[2]).not.toBe(attempts[0]);
});

test('who must prove herself again does, and what she asked for goes on', async () => {
  const { asked, door } = line(token('a'), STALE, token('b'), { body: { rows: 7 } }, STALE, STALE);
  const came = await door.signIn(PROOF);
  if (came.is !== 'answer') throw new Error(came.is);
  const { body: session } = came;
  session.again = async () => (await session.prove(PROOF)).is === 'answer';
  expect(await session.api.get('/v1/whole')).toMatchObject({ is: 'answer', body: { rows: 7 } });
  expect(asked.map((one) => one.token)).toEqual([null, 'Bearer a', null, 'Bearer b']);
  session.again = async () => false;
  expect(await session.api.get('/v1/whole')).toMatchObject({ is: 'problem', problem: STALE.body });
});
