/** The server as visitors reach it: without a session. What is a secret travels in a body, never in an address. */
import { requestApi } from '../core/sync/request';
import type { ApiAnswer, Json } from '../core/types';

export interface VisitorDoor {
  get<T>(path: string): Promise<ApiAnswer<T>>;
  post<T>(path: string, body: Json): Promise<ApiAnswer<T>>;
}

export function visitorDoor(base: string = import.meta.env.PULIH_API): VisitorDoor {
  return {
    get: (path) => requestApi((url, init) => fetch(url, init), base, { method: 'GET', path }),
    post: (path, body) => requestApi((url, init) => fetch(url, init), base, { method: 'POST', path, body }),
  };
}
