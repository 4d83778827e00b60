/** An office person at a desk: a password, a token in memory, nothing kept. */

import { type ApiRequest, requestApi } from '../sync/request.ts';
import type { ApiTransport } from '../sync/wire.ts';
import type { ApiAnswer, OfficeSession } from '../types.ts';

export async function signInOffice(
  transport: ApiTransport,
  username: string,
  password: string,
): Promise<ApiAnswer<OfficeSession>> {
  const form = { grant_type: 'password', username, password };
  const signedIn = await requestApi<{ access_token: string }>(transport.send, transport.base, {
    method: 'POST',
    path: '/v1/auth/token',
    form,
  });
  if (signedIn.is !== 'answer') return signedIn;
  const token = signedIn.body?.access_token;
  if (typeof token !== 'string') return { is: 'offline' };
  const asks = <T>(ask: ApiRequest): Promise<ApiAnswer<T>> =>
    requestApi<T>(transport.send, transport.base, { ...ask, token });
  const api: OfficeSession['api'] = {
    get: (path) => asks({ method: 'GET', path }),
    post: (path, body) => asks({ method: 'POST', path, body }),
    delete: (path, body) => asks({ method: 'DELETE', path, body }),
    patch: (path, body, match) => asks({ method: 'PATCH', path, body, match }),
  };
  return { is: 'answer', body: { api } };
}
