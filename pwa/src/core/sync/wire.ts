/**
 * The phone’s access to the server: signs in by itself, keeps its token in memory for ten minutes and the newest nonce,
 * hears in every answer whether this phone may go on.
 */

import { type Environment, NotSaved } from '../device/environment.ts';
import type { OpenKeys } from '../keys/open_keys.ts';
import type {
  ApiAnswer,
  EnrolmentStatus,
  Json,
  OfflineAnswer,
  OnlineApi,
  Problem,
  PullRequest,
  PullResponse,
  PushRequest,
  PushResponse,
  Reference,
} from '../types.ts';
import { type ApiRequest, type FetchFunction, requestApi } from './request.ts';

/** What `sync` asks of a network. */
export interface SyncWire {
  push(ask: PushRequest): Promise<ApiAnswer<PushResponse>>;
  /** `unsent`: how many changes wait here, for whoever answers for the phone. */
  pull(ask: PullRequest, unsent?: number): Promise<ApiAnswer<PullResponse>>;
  reference(): Promise<ApiAnswer<Reference>>;
  /** What is under way over a line that is no more is given up, and counts as offline. */
  abandon(): void;
}

export interface ApiTransport {
  readonly send: FetchFunction;
  /** Where the API lives: '' for the app's own origin. */
  readonly base: string;
  /** The origin of the API as this phone reaches it: part of what is signed. */
  readonly origin: string;
}

interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly enrolment?: { readonly ends_at?: string; readonly lease_days?: number; readonly box_kid?: string } | null;
  readonly rescued?: boolean;
}

/** A nonce is good for five minutes, a token for ten; both are left before they end. */
const NONCE_LIVES = 240_000;
const EARLY = 30_000;
/** For the largest recording. */
const SLOWLY = 150_000;

export class PhoneWire implements SyncWire, OnlineApi {
  private readonly transport: ApiTransport;
  private readonly keys: OpenKeys;
  private readonly environment: Environment;
  private readonly mark: () => string;
  private token: { readonly text: string; readonly until: number } | undefined;
  private nonce: { readonly text: string; readonly until: number } | undefined;
  private signing: Promise<ApiAnswer<string>> | undefined;
  private patience = new AbortController();
  /** Something that she handed in from another phone waits for this one. */
  rescued = false;
  /** The server has keys that this phone does not know. */
  newKeys = false;
  /** Called with the server's word in each answer. */
  onStatus: (standing: EnrolmentStatus) => void = () => undefined;

  constructor(transport: ApiTransport, keys: OpenKeys, environment: Environment, mark: () => string) {
    this.transport = transport;
    this.keys = keys;
    this.environment = environment;
    this.mark = mark;
  }

  push(ask: PushRequest): Promise<ApiAnswer<PushResponse>> {
    const ids = ask.changes.map((change) => change.id);
    return this.signedIn<PushResponse>({ method: 'POST', path: '/v1/sync/push', body: ask }, (body) =>
      answers(body, ids),
    );
  }

  pull(ask: PullRequest, unsent?: number): Promise<ApiAnswer<PullResponse>> {
    const told = unsent === undefined ? {} : { unsent };
    const page: ApiRequest = { method: 'POST', path: '/v1/sync/pull', body: ask, minimal: true, ...told };
    return this.signedIn<PullResponse>(page, tells);
  }

  reference(): Promise<ApiAnswer<Reference>> {
    return this.signedIn({ method: 'GET', path: '/v1/reference' });
  }

  /** Bytes of a picture or recording, there or back. */
  bytes<T>(path: string, body?: Blob): Promise<ApiAnswer<T>> {
    return this.asked({ method: body ? 'PUT' : 'GET', path, body, patience: SLOWLY });
  }

  get<T>(path: string): Promise<ApiAnswer<T>> {
    return this.asked({ method: 'GET', path });
  }

  post<T>(path: string, body: Json): Promise<ApiAnswer<T>> {
    return this.asked({ method: 'POST', path, body });
  }

  delete<T>(path: string, body: Json): Promise<ApiAnswer<T>> {
    return this.asked({ method: 'DELETE', path, body });
  }

  patch<T>(path: string, body: Json, etag: string): Promise<ApiAnswer<T>> {
    return this.asked({ method: 'PATCH', path, body, match: etag });
  }

  /** By a page, which may be gone when the phone is locked or has no room for its next sign-in: then nothing came. */
  private async asked<T>(ask: ApiRequest): Promise<ApiAnswer<T>> {
    try {
      return await this.signedIn<T>(ask);
    } catch (error) {
      if (error instanceof NotSaved) return { is: 'offline' };
      throw error;
    }
  }

  abandon(): void {
    this.patience.abort();
    this.patience = new AbortController();
  }

  /** Forgets the token, as at the lock. */
  forgetToken(): void {
    this.token = undefined;
    this.nonce = undefined;
  }

  /** A token that ended early is fetched anew, once. `looks`: whether the answer is our server's and not a portal's. */
  private async signedIn<T>(ask: ApiRequest, looks: (body: T) => boolean = () => true): Promise<ApiAnswer<T>> {
    for (const last of [false, true]) {
      const token = await this.freshToken();
      if (token.is !== 'answer') return token;
      const answer = this.heard(await this.ask<T>({ ...ask, token: token.body }));
      const ended = answer.is === 'problem' && answer.problem.status === 401;
      if (ended) this.token = undefined;
      if (!ended || last)
        return answer.is === 'answer' && !looks(answer.body) ? { is: 'offline', met: 'portal' } : answer;
    }
    return { is: 'offline' };
  }

  private async freshToken(): Promise<ApiAnswer<string>> {
    if (this.token && this.environment.monotonic() < this.token.until) return { is: 'answer', body: this.token.text };
    this.signing ??= this.signIn().finally(() => {
      this.signing = undefined;
    });
    return this.signing;
  }

  /** A nonce that has run out is answered with a fresh one: asked again, with the same pair, once. */
  private async signIn(): Promise<ApiAnswer<string>> {
    await this.nextGeneration();
    const first = await this.assert();
    const answer = first.is === 'problem' && first.problem.status === 401 ? await this.assert() : first;
    if (answer.is !== 'answer') return answer;
    if (typeof answer.body?.access_token !== 'string') return { is: 'offline' };
    this.keys.table.answered = true;
    if (answer.body.rescued) this.rescued = true;
    const { table } = this.keys;
    const { ends_at, lease_days, box_kid = table.server?.box_key['kid'] } = answer.body.enrolment ?? {};
    if (typeof ends_at === 'string') table.endsAt = ends_at;
    if (typeof lease_days === 'number') table.leaseDays = lease_days;
    table.used = [];
    this.newKeys = box_kid !== table.server?.box_key['kid'];
    await this.keys.flush();
    const until = this.environment.monotonic() + answer.body.expires_in * 1000 - EARLY;
    this.token = { text: answer.body.access_token, until };
    return { is: 'answer', body: this.token.text };
  }

  /** Stored first, then asked, and the same pair again until it is answered: a lost answer locks no honest phone out. */
  private async nextGeneration(): Promise<void> {
    const { table } = this.keys;
    if (!table.answered) return;
    Object.assign(table, { gen: table.gen + 1, prevMark: table.mark, mark: this.mark(), answered: false });
    await this.keys.flush();
  }

  private async assert(): Promise<ApiAnswer<TokenAnswer>> {
    const nonce = await this.freshNonce();
    if (nonce.is !== 'answer') return nonce;
    const { gen, mark, prevMark, me } = this.keys.table;
    const enrolment = me?.enrolment ?? '';
    const words = ['pulih-assertion-1', this.transport.origin, enrolment, gen, mark, prevMark, nonce.body].join('\n');
    const sig = await this.keys.sign(words);
    const assertion = { enrolment, gen, mark, prev_mark: prevMark, nonce: nonce.body, sig };
    const path = '/v1/auth/token';
    return this.heard(await this.ask<TokenAnswer>({ method: 'POST', path, body: { assertion } }));
  }

  /** Each is good once. */
  private async freshNonce(): Promise<ApiAnswer<string>> {
    const known = this.nonce;
    this.nonce = undefined;
    if (known && this.environment.monotonic() < known.until) return { is: 'answer', body: known.text };
    const answer = await this.ask<{ nonce: string }>({ method: 'POST', path: '/v1/auth/nonce' });
    if (answer.is !== 'answer') return answer;
    return typeof answer.body?.nonce === 'string' ? { is: 'answer', body: answer.body.nonce } : { is: 'offline' };
  }

  private ask<T>(ask: ApiRequest): Promise<ApiAnswer<T>> {
    return requestApi<T>(this.transport.send, this.transport.base, { ...ask, signal: this.patience.signal });
  }

  private heard<T>(answer: ApiAnswer<T>): ApiAnswer<T> {
    if (answer.is === 'offline' || (answer.is === 'answer' && !answer.body)) return answer;
    const { nonce, enrolment } = (answer.is === 'answer' ? answer.body : answer.problem) as Partial<HeardStatus>;
    if (typeof nonce === 'string') this.nonce = { text: nonce, until: this.environment.monotonic() + NONCE_LIVES };
    if (enrolment && STATUSES.includes(enrolment.status)) this.onStatus(enrolment.status);
    return answer;
  }
}

interface HeardStatus {
  readonly nonce: string;
  readonly enrolment: { readonly status: EnrolmentStatus };
}

const STATUSES: readonly string[] = ['active', 'locked', 'wipe'] satisfies EnrolmentStatus[];

/** One result per change, in their order. */
function answers({ epoch, results }: Partial<PushResponse>, ids: readonly string[]): boolean {
  if (typeof epoch !== 'string' || !Array.isArray(results) || results.length !== ids.length) return false;
  return results.every((result: { id?: unknown } | null, i) => result?.id === ids[i]);
}

const tells = ({ epoch, told, cursor, more }: Partial<PullResponse>): boolean =>
  typeof epoch === 'string' && Array.isArray(told) && typeof cursor === 'object' && typeof more === 'boolean';

/** What a sync run was stopped by. */
export type SyncStop =
  | OfflineAnswer
  | { readonly is: 'problem'; readonly problem: Problem }
  | { readonly is: 'epoch'; readonly epoch: string; readonly begun: { readonly [home: string]: number } };

/** Anything but an answer, as a reason to stop. */
export function stopReason(answer: Exclude<ApiAnswer<unknown>, { is: 'answer' }>): SyncStop {
  if (answer.is === 'offline') return answer;
  const { type, epoch, begun } = answer.problem;
  if (type !== '/problems/epoch-changed' || typeof epoch !== 'string') return answer;
  return { is: 'epoch', epoch, begun: (begun ?? {}) as { readonly [home: string]: number } };
}
