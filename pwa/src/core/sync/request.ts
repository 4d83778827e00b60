/**
 * One request. The only catch between the network and the screen stands here: a dead line, a portal's page and a torn
 * answer count as offline; what our server refuses is a problem; nothing is thrown.
 */

import type { ApiAnswer, Problem } from '../types.ts';

export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Sent as a form instead of JSON. */
  readonly form?: { readonly [name: string]: string };
  readonly token?: string;
}

/** Worth packing above this many bytes. */
const PACKED = 1024;
/** A line that says nothing for so long is dead: on a bad net 2 MB may take minutes. */
const PATIENCE = 180_000;

export async function requestApi<T>(send: FetchFunction, base: string, ask: ApiRequest): Promise<ApiAnswer<T>> {
  try {
    return await read<T>(await send(`${base}${ask.path}`, await initOf(ask)));
  } catch {
    return { is: 'offline' };
  }
}

async function initOf({ method, body, form, token }: ApiRequest): Promise<RequestInit> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
  if (token) headers['Authorization'] = `Bearer ${token}`;
  const init: RequestInit = { method, headers, cache: 'no-store', credentials: 'omit', redirect: 'error' };
  init.signal = AbortSignal.timeout(PATIENCE);
  if (form) return { ...init, body: new URLSearchParams(form) };
  if (body === undefined) return init;
  headers['Content-Type'] = 'application/json';
  const text = JSON.stringify(body);
  if (text.length <= PACKED) return { ...init, body: text };
  headers['Content-Encoding'] = 'gzip';
  return { ...init, body: await gzip(text) };
}

function gzip(text: string): Promise<ArrayBuffer> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
}

async function read<T>(response: Response): Promise<ApiAnswer<T>> {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/problem+json')) {
    const problem = (await response.json()) as Problem;
    return isProblem(problem) ? { is: 'problem', problem } : { is: 'offline' };
  }
  if (response.status === 413) return { is: 'problem', problem: TOO_LARGE };
  if (response.status === 204) return { is: 'answer', body: undefined as T };
  if (!response.ok || !type.startsWith('application/json')) return { is: 'offline' };
  return { is: 'answer', body: (await response.json()) as T };
}

const isProblem = (one: Problem): boolean => typeof one?.type === 'string' && typeof one.status === 'number';

/** Said by whatever stands before our server: it tells to send less at once, and nothing about any change. */
const TOO_LARGE: Problem = { type: 'about:blank', title: '', status: 413, detail: '' };

/** Whether our own server said it, and not something between. */
export const isOurs = ({ type }: Problem): boolean => type.startsWith('/problems/');
