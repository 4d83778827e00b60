/**
 * One request. The only catch between the network and the screen stands here: a dead line, a portal's page and a torn
 * answer count as offline; what our server refuses is a problem; nothing is thrown.
 */

import type { ApiAnswer, Problem } from '../types.ts';

export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  readonly path: string;
  /** JSON; of a `Blob` its bytes. */
  readonly body?: unknown;
  /** Ms in which much may come or go, beside the usual. */
  readonly patience?: number;
  /** Sent as a form instead of JSON. */
  readonly form?: { readonly [name: string]: string };
  readonly token?: string;
  /** Only where the thing is still as it was read under it. */
  readonly match?: string;
  /** Said of this phone beside what is asked: how many changes wait on it. */
  readonly unsent?: number;
  /** Without what a phone keeps nothing by; a server that does not know of it tells all. */
  readonly minimal?: boolean;
  /** Ours, which no script reads, go with it. */
  readonly cookies?: boolean;
  /** Given up before its time. */
  readonly signal?: AbortSignal;
}

/** Answers that are kept as they come: pictures, papers, and what an office takes along. */
const FILES = /octet-stream|pdf|csv|sheet/;
/** Worth packing above this many bytes. */
const PACKED = 1024;
/** A line that says nothing for so long is dead; what is sent is given a millisecond a byte besides. */
const PATIENCE = 45_000;
/** A line that failed only after so long was there, and broke. */
const WAS_THERE = 1_000;

export async function requestApi<T>(send: FetchFunction, base: string, ask: ApiRequest): Promise<ApiAnswer<T>> {
  const begun = performance.now();
  let heard = false;
  try {
    const response = await send(`${base}${ask.path}`, await initOf(ask));
    heard = true;
    return await read<T>(response);
  } catch {
    return heard || performance.now() - begun > WAS_THERE ? { is: 'offline', cut: true } : { is: 'offline' };
  }
}

async function initOf({
  method,
  body,
  patience = 0,
  form,
  token,
  match,
  unsent,
  minimal,
  cookies,
  signal,
}: ApiRequest): Promise<RequestInit> {
  // Agents read the server's sentences, whatever language their browser was set to.
  const headers: Record<string, string> = {
    Accept: 'application/json, application/problem+json',
    'Accept-Language': 'id',
  };
  if (match) headers['If-Match'] = match;
  if (unsent !== undefined) headers['X-Unsent'] = String(unsent);
  if (minimal) headers['Prefer'] = 'return=minimal';
  if (token) headers['Authorization'] = `Bearer ${token}`;
  const credentials = cookies ? 'same-origin' : 'omit';
  const init: RequestInit = { method, headers, cache: 'no-store', credentials, redirect: 'manual' };
  const until = (bytes: number): AbortSignal =>
    AbortSignal.any([AbortSignal.timeout(PATIENCE + bytes), ...(signal ? [signal] : [])]);
  init.signal = until(patience);
  if (form) return { ...init, body: new URLSearchParams(form) };
  if (body instanceof Blob) return { ...init, body };
  if (body === undefined) return init;
  headers['Content-Type'] = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const text = JSON.stringify(body);
  if (text.length <= PACKED) return { ...init, body: text };
  headers['Content-Encoding'] = 'gzip';
  const packed = await gzip(text);
  return { ...init, body: packed, signal: until(packed.byteLength) };
}

function gzip(text: string): Promise<ArrayBuffer> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
}

async function read<T>(response: Response): Promise<ApiAnswer<T>> {
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/problem+json')) {
    const problem = (await response.json()) as Problem;
    return isProblem(problem) ? { is: 'problem', problem } : strange(response);
  }
  if (response.status === 413) return { is: 'problem', problem: TOO_LARGE };
  if (response.status === 204) return { is: 'answer', body: undefined as T };
  if (response.ok && FILES.test(type)) return { is: 'answer', body: (await response.blob()) as T };
  if (!response.ok || !type.startsWith('application/json')) return strange(response);
  const etag = response.headers.get('etag');
  return { is: 'answer', body: (await response.json()) as T, ...(etag ? { etag } : {}) };
}

/** Not ours: a redirect or a page of a network that wants her to sign in, or a proxy that finds no server behind it. */
const strange = ({ status }: Response): ApiAnswer<never> => ({
  is: 'offline',
  met: status >= 500 ? 'gateway' : 'portal',
});

const isProblem = (one: Problem): boolean => typeof one?.type === 'string' && typeof one.status === 'number';

/** Said by whatever stands before our server: it tells to send less at once, and nothing about any change. */
const TOO_LARGE: Problem = { type: 'about:blank', title: '', status: 413, detail: '' };

/** Whether our own server said it, and not something between. */
export const isOurs = ({ type }: Problem): boolean => type.startsWith('/problems/');
