import { expect, test } from 'vitest';
import { type FetchFunction, requestApi } from '../src/core/sync/request.ts';

const ask = { method: 'GET', path: '/v1/me' } as const;
const json = { 'content-type': 'application/json' };
/** Headers came, and the line went while the body was still on its way. */
const cutOff = (): Response =>
  new Response(
    new ReadableStream({
      start: (body) => {
        body.enqueue(new TextEncoder().encode('{"a":'));
        body.error(new TypeError('network error'));
      },
    }),
    { headers: json },
  );
const never: FetchFunction = () => Promise.reject(new TypeError('Failed to fetch'));

test('a line that broke in the midst is told apart from none: less may come through', async () => {
  expect(await requestApi(async () => cutOff(), '', ask)).toEqual({ is: 'offline', cut: true });
  expect(await requestApi(never, '', ask)).toEqual({ is: 'offline' });
});
