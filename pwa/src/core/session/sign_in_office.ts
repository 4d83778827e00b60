/** An office person at a desk: a password, a token in memory, nothing kept. */

import { type Ask, request } from '../sync/request.ts';
import type { Line } from '../sync/wire.ts';
import type { Answer, Office } from '../types.ts';

export async function signInOffice(line: Line, username: string, password: string): Promise<Answer<Office>> {
  const form = { grant_type: 'password', username, password };
  const signedIn = await request<{ access_token: string }>(line.send, line.base, {
    method: 'POST',
    path: '/v1/auth/token',
    form,
  });
  if (signedIn.is !== 'answer') return signedIn;
  const token = signedIn.body?.access_token;
  if (typeof token !== 'string') return { is: 'weather' };
  const asks = <T>(ask: Ask): Promise<Answer<T>> => request<T>(line.send, line.base, { ...ask, token });
  const api: Office['api'] = {
    get: (path) => asks({ method: 'GET', path }),
    post: (path, body) => asks({ method: 'POST', path, body }),
    delete: (path, body) => asks({ method: 'DELETE', path, body }),
  };
  return { is: 'answer', body: { api } };
}
