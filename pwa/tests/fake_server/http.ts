/** The fake server behind HTTP: codes, nonces, signed assertions, tokens of ten minutes. A `fetch` to hand in. */

import { CompactSign } from 'jose';
import { base64url, bytesOf, fromBase64url, hex, sha256 } from '../../src/core/device/bytes.ts';
import { thumbprintOf } from '../../src/core/keys/compact_jose.ts';
import type { Jwk } from '../../src/core/keys/open_keys.ts';
import type { FetchFunction } from '../../src/core/sync/request.ts';
import type { EnrolmentStatus, PullRequest, PushRequest } from '../../src/core/types.ts';
import { asProblem, no, said, textOfBody } from './answers.ts';
import type { FakeServer } from './fake_server.ts';
import { type HandedParts, openBox, takeSealed } from './handed_blobs.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const ORIGIN = 'https://pulih.test';

interface EnrolledPhone {
  readonly id: string;
  readonly agent: string;
  readonly keys: string;
  readonly verify: CryptoKey;
  gen: number;
  mark: string;
  status: EnrolmentStatus;
}

type SignedAssertion = Readonly<Record<'enrolment' | 'mark' | 'prev_mark' | 'nonce' | 'sig', string> & { gen: number }>;

interface EnrolmentAsk {
  readonly code: string;
  readonly sign_key: Jwk;
  readonly box_key: Jwk;
  readonly mark: string;
  readonly renews?: { readonly enrolment: string; readonly agent: string | null; readonly sig: string };
}

type AskedPath = Readonly<Record<'path' | 'body', string> & Record<'packed' | 'minimal', boolean>>;

/** What may go wrong between phone and server. */
export type NetworkTrouble = 'silent' | 'out' | 'lost' | 'portal' | 'torn' | 'proxy' | 'busy';

export class FakeHttpServer {
  readonly phones = new Map<string, EnrolledPhone>();
  readonly tokens = new Map<string, EnrolledPhone>();
  /** Paths asked, in order, and how each was sent. */
  readonly asked: AskedPath[] = [];
  readonly coming: (NetworkTrouble | 'fine')[] = [];
  /** Paths of which the next question gets lost. */
  readonly lostOnce = new Set<string>();
  readonly server: FakeServer;
  /** The server's key for boxes, where a test wants to open them. */
  boxKey: Jwk | undefined;
  endsAt = '2027-12-29T00:00:00Z';
  /** What else it says of a phone that signs in. */
  says: object = {};
  /** What is given back to whoever asks. */
  returned: { readonly name: string; readonly sealed: string }[] = [];
  /** Envelopes that were handed in without a session. */
  readonly handedIn: string[] = [];
  /** Of those, how many each answer takes; the rest are none of ours. */
  takes = Number.POSITIVE_INFINITY;
  chokesOn = '';
  /** Sealed pictures by hash, as they were handed in; whether what names them was applied. */
  readonly blobs = new Map<string, HandedParts>();
  applies = true;
  /** The longest part that its line lets through; what it says instead. */
  longest = Number.POSITIVE_INFINITY;
  lies: object | undefined;
  private readonly codes: { readonly [code: string]: string };
  private readonly spent = new Map<string, string>();
  private readonly nonces = new Set<string>();
  private count = 0;

  constructor(server: FakeServer, codes: { readonly [code: string]: string }) {
    this.server = server;
    this.codes = codes;
  }

  readonly origin = ORIGIN;
  readonly fetch: FetchFunction = async (url, init) => {
    const trouble = this.coming.shift() ?? 'fine';
    if (trouble === 'out' || this.lostOnce.delete(url.replace(ORIGIN, ''))) throw new TypeError('Failed to fetch');
    if (trouble === 'silent')
      return new Promise((_, fail) => init.signal?.addEventListener('abort', () => fail(new TypeError('aborted'))));
    if (trouble === 'portal') return new Response('<html>Masuk ke WiFi', { headers: { 'content-type': 'text/html' } });
    if (trouble === 'proxy') return new Response('<html>Bad gateway', { status: 502 });
    if (trouble === 'busy') return no(429, { retry_after: 60 });
    if (init.body instanceof Blob && init.body.size > this.longest)
      return new Response('{', { headers: { 'content-type': 'application/json' } });
    const answer = await this.answer(url.replace(ORIGIN, ''), init);
    if (trouble === 'lost') throw new TypeError('Failed to fetch');
    if (trouble === 'torn') return new Response((await answer.text()).slice(0, -5), { headers: answer.headers });
    return answer;
  };

  private async answer(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const packed = headers.get('content-encoding') === 'gzip';
    const body = init.body instanceof Blob ? '' : await textOfBody(init.body, packed);
    this.asked.push({ path, packed, minimal: headers.get('prefer') === 'return=minimal', body });
    if (path === '/v1/auth/nonce') return said({ nonce: this.nonce() });
    if (path === '/v1/enrolment-codes/check') return this.codes[JSON.parse(body).code] ? said({ unit: 'U' }) : no(422);
    if (path === '/v1/enrolments/status') return this.standing(JSON.parse(body));
    if (path === '/v1/enrolments') return this.enrol(JSON.parse(body));
    if (path === '/v1/auth/token') return this.token(body);
    if (path === '/v1/rescue' && init.method === 'POST') return this.handIn(JSON.parse(body).envelopes);
    if (path === '/v1/rescue/blobs')
      return said(await takeSealed(this, (await this.boxing).privateKey, init.body as Blob));
    const phone = this.tokens.get((headers.get('authorization') ?? '').replace('Bearer ', ''));
    if (!phone) return no(401, { nonce: this.nonce() });
    if (phone.status !== 'active') return no(403, { enrolment: { status: phone.status } });
    return this.inside(phone, path, body);
  }

  private readonly boxing = crypto.subtle.generateKey({ ...P256, name: 'ECDH' }, true, ['deriveBits']);
  readonly signing = crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  /** What else a signed word says, or says otherwise. */
  word: object = {};
  private async standing({ handle, chance }: { handle: string; chance: string }): Promise<Response> {
    const phone = this.phones.get(handle);
    const words = { handle: hex(await sha256(bytesOf(handle))), chance, status: phone?.status, ...this.word };
    const signed = new CompactSign(bytesOf(JSON.stringify(words))).setProtectedHeader({ alg: 'ES256', kid: 'sign-1' });
    return said({ status: phone?.status, signed: await signed.sign((await this.signing).privateKey) });
  }

  private handIn(envelopes: readonly string[]): Response {
    if (envelopes.includes(this.chokesOn)) return no(500);
    const was = envelopes.map((one) => (this.handedIn.includes(one) ? 'known' : 'applied'));
    this.handedIn.push(...envelopes.slice(0, this.takes));
    const { epoch } = this.server.state;
    return said({ epoch, results: was.map((one, i) => ({ answer: i < this.takes ? one : 'refused' })) });
  }

  async openBox(envelope: string) {
    return openBox(envelope, (await this.boxing).privateKey);
  }

  private async inside(phone: EnrolledPhone, path: string, body: string): Promise<Response> {
    if (path === '/v1/me') return said({ agent: { id: phone.agent }, nonce: this.nonce() });
    if (path === '/v1/rescue') return said({ envelopes: this.returned });
    if (path === '/v1/rescue/received') {
      const { names } = JSON.parse(body);
      this.returned = this.returned.filter(({ name }) => !names.includes(name));
      return new Response(null, { status: 204 });
    }
    if (path === '/v1/reference') return said({ hash: 'r1', agents: [], units: [], partners: [], villages: [] });
    const answer = path.endsWith('push')
      ? await this.server.push(phone.agent, phone.id, JSON.parse(body) as PushRequest)
      : await this.server.pull(phone.agent, JSON.parse(body) as PullRequest, 500);
    if (answer.is === 'offline') throw new TypeError('no');
    return answer.is === 'answer' ? said({ ...answer.body, nonce: this.nonce() }) : asProblem(answer.problem);
  }

  nonce(): string {
    this.count += 1;
    this.nonces.add(`n${this.count}`);
    return `n${this.count}`;
  }

  /** As when ten minutes have passed. */
  forget(): void {
    this.nonces.clear();
    this.tokens.clear();
  }

  private async enrol({ code, sign_key, box_key, mark, renews }: EnrolmentAsk): Promise<Response> {
    const agent = this.codes[code];
    const old = renews && this.phones.get(renews.enrolment);
    const strange = old && !(await vouched(old, { sign_key, box_key, mark, renews }));
    if (renews && (strange || (old?.agent ?? renews.agent) !== agent)) return no(422);
    if (old) old.status = 'locked';
    const keys = JSON.stringify([sign_key, box_key]);
    if (!agent || (this.spent.has(code) && this.spent.get(code) !== keys)) return no(422);
    this.spent.set(code, keys);
    const known = [...this.phones.values()].find((phone) => phone.keys === keys);
    const id = known?.id ?? `enrolment-${this.phones.size + 1}`;
    const verify = await crypto.subtle.importKey('jwk', { ...sign_key }, P256, true, ['verify']);
    this.phones.set(id, { id, agent, keys, verify, gen: 0, mark, status: 'active' });
    const server = {
      box_key: { ...(this.boxKey ?? (await publicPart((await this.boxing).publicKey))), kid: 'box-1' },
      sign_key: { ...(await publicPart((await this.signing).publicKey)), kid: 'sign-1' },
    };
    const unit = { id: 'U', name: 'Unit', timezone: 'Asia/Jakarta' };
    const { epoch } = this.server.state;
    const who = { id: agent, name: agent, role: 'agent' };
    return said(
      { enrolment: id, agent: who, unit, epoch, handle: id, server, fingerprint: 'no', nonce: this.nonce() },
      201,
    );
  }

  private async token(body: string): Promise<Response> {
    if (body.startsWith('grant_type=password')) return this.office(new URLSearchParams(body));
    const { assertion } = JSON.parse(body) as { assertion: SignedAssertion };
    const phone = this.phones.get(assertion.enrolment);
    if (!phone || !(await signed(phone, assertion)) || !this.nonces.delete(assertion.nonce))
      return no(401, { nonce: this.nonce() });
    const next = assertion.gen === phone.gen + 1 && assertion.prev_mark === phone.mark;
    const again = assertion.gen === phone.gen && assertion.mark === phone.mark;
    if (!next && !again) phone.status = 'locked';
    if (phone.status !== 'active') return no(403, { enrolment: { status: phone.status } });
    Object.assign(phone, { gen: assertion.gen, mark: assertion.mark });
    return this.give(phone);
  }

  private give(phone: EnrolledPhone): Response {
    this.count += 1;
    const access_token = `token-${this.count}`;
    this.tokens.set(access_token, phone);
    return said({
      access_token,
      token_type: 'bearer',
      expires_in: 600,
      nonce: this.nonce(),
      enrolment: { status: 'active', ends_at: this.endsAt, ...this.says },
      ...(this.returned.length > 0 ? { rescued: true } : {}),
    });
  }

  private office(form: URLSearchParams): Response {
    if (form.get('password') !== 'right') return no(401, { nonce: this.nonce() });
    const phone = [...this.phones.values()][0];
    return phone ? this.give(phone) : no(401);
  }
}

function signed(
  { verify }: EnrolledPhone,
  { enrolment, gen, mark, prev_mark, nonce, sig }: SignedAssertion,
): Promise<boolean> {
  const words = bytesOf(['pulih-assertion-1', ORIGIN, enrolment, gen, mark, prev_mark, nonce].join('\n'));
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, verify, fromBase64url(sig), words);
}

/** The old key speaks for the new ones. */
async function vouched({ verify, id }: EnrolledPhone, ask: Omit<EnrolmentAsk, 'code'>): Promise<boolean> {
  const prints = await Promise.all([ask.sign_key, ask.box_key].map(thumbprintOf));
  const words = bytesOf(['pulih-renewal-1', ORIGIN, id, ...prints, ask.mark].join('\n'));
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  return crypto.subtle.verify(how, verify, fromBase64url(ask.renews?.sig ?? ''), words);
}

async function publicPart(key: CryptoKey): Promise<Jwk> {
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', key));
  return { kty: 'EC', crv: 'P-256', x: base64url(raw.slice(1, 33)), y: base64url(raw.slice(33)) };
}
