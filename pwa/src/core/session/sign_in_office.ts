/** An office person at a desk: a password and a code, or her provider's word; a token in memory, nothing kept. */

import { hex } from '../device/bytes.ts';
import { type ApiRequest, requestApi } from '../sync/request.ts';
import type { ApiTransport } from '../sync/wire.ts';
import type { ApiAnswer, FactorOffer, OfficeApi, OfficeDoor, OfficeProof, OfficeSession } from '../types.ts';

interface OfficeToken {
  readonly access_token: string;
  readonly second_factor?: 'wanted';
  readonly recovery_left?: number;
}

interface FactorToken extends OfficeToken {
  readonly recovery_codes: readonly string[];
}

const STALE = '/problems/stale-sign-in';
const FACTOR = '/v1/auth/second-factor';

export class OfficeEntrance implements OfficeDoor {
  private readonly transport: ApiTransport;
  /** The last try, until it was answered: said again under the same attempt, a spent code is taken. */
  private tried = { said: '', attempt: '' };

  constructor(transport: ApiTransport) {
    this.transport = transport;
  }

  /** The provider's word comes in a cookie of the API, which only its own origin gets. */
  async ways(): ReturnType<OfficeDoor['ways']> {
    if (this.transport.base) return { is: 'answer', body: { openid: null, returned: false } };
    return this.ask({ method: 'GET', path: '/v1/auth/ways', cookies: true });
  }

  async signIn(proof: OfficeProof): Promise<ApiAnswer<OfficeSession>> {
    const came = await this.token(proof);
    return came.is === 'answer' ? begun(this, came.body, proof.username) : came;
  }

  async byProvider(): Promise<ApiAnswer<OfficeSession>> {
    const came = await this.ask<OfficeToken>({ method: 'POST', path: '/v1/auth/openid', cookies: true });
    return came.is === 'answer' ? begun(this, came.body, undefined) : came;
  }

  async token({ username, password, code }: OfficeProof): Promise<ApiAnswer<OfficeToken>> {
    const said = JSON.stringify([username, password, code]);
    if (this.tried.said !== said) this.tried = { said, attempt: hex(crypto.getRandomValues(new Uint8Array(16))) };
    const form = { grant_type: 'password', username, password, code, attempt: this.tried.attempt };
    const came = await this.ask<OfficeToken>({ method: 'POST', path: '/v1/auth/token', form });
    if (came.is !== 'offline') this.tried = { said: '', attempt: '' };
    return came.is === 'answer' && typeof came.body?.access_token !== 'string' ? { is: 'offline' } : came;
  }

  ask<T>(asked: ApiRequest): Promise<ApiAnswer<T>> {
    return requestApi<T>(this.transport.send, this.transport.base, asked);
  }
}

const begun = (door: OfficeEntrance, token: OfficeToken, username: string | undefined): ApiAnswer<OfficeSession> => ({
  is: 'answer',
  body: new SignedInOffice(door, token, username),
});

class SignedInOffice implements OfficeSession {
  again: (() => Promise<boolean>) | undefined;
  readonly username: string | undefined;
  private readonly door: OfficeEntrance;
  private held: OfficeToken;

  constructor(door: OfficeEntrance, held: OfficeToken, username: string | undefined) {
    this.door = door;
    this.held = held;
    this.username = username;
  }

  get factorWanted(): boolean {
    return this.held.second_factor === 'wanted';
  }

  get recoveryLeft(): number | undefined {
    return this.held.recovery_left;
  }

  readonly api: OfficeApi = {
    get: (path) => this.ask({ method: 'GET', path }),
    post: (path, body, match) => this.ask({ method: 'POST', path, body, ...(match ? { match } : {}) }),
    put: (path, body, match) => this.ask({ method: 'PUT', path, body, ...(match ? { match } : {}) }),
    delete: (path, body) => this.ask({ method: 'DELETE', path, body }),
    patch: (path, body, match) => this.ask({ method: 'PATCH', path, body, match }),
  };

  async prove(proof: OfficeProof): Promise<ApiAnswer<undefined>> {
    const came = await this.door.token(proof);
    return this.take(came, () => undefined);
  }

  offerFactor(): Promise<ApiAnswer<FactorOffer>> {
    return this.ask({ method: 'POST', path: FACTOR });
  }

  async setUpFactor({ secret, offer }: FactorOffer, code: string): Promise<ApiAnswer<readonly string[]>> {
    const came = await this.ask<FactorToken>({ method: 'PUT', path: FACTOR, body: { secret, offer, code } });
    return this.take(came, ({ recovery_codes }) => recovery_codes);
  }

  private take<T extends OfficeToken, R>(came: ApiAnswer<T>, told: (token: T) => R): ApiAnswer<R> {
    if (came.is !== 'answer') return came;
    this.held = came.body;
    return { is: 'answer', body: told(came.body) };
  }

  private async ask<T>(asked: ApiRequest): Promise<ApiAnswer<T>> {
    const came = await this.door.ask<T>({ ...asked, token: this.held.access_token });
    if (came.is !== 'problem' || came.problem.type !== STALE || !(await this.again?.())) return came;
    return this.door.ask<T>({ ...asked, token: this.held.access_token });
  }
}
