/**
 * The few forms of JOSE that phone and server exchange, on WebCrypto alone: compact JWE (ECDH-ES, A256GCM) and compact JWS
 * (ES256), both on P-256. No other algorithm is known here, so none can be talked into. Tests hold it against `jose`.
 */

import { type Bytes, base64url, bytesOf, fromBase64url, sha256, textOf } from '../device/bytes.ts';
import type { Jwk } from './open_keys.ts';

const CURVE = { namedCurve: 'P-256' };
const ECDH = { name: 'ECDH', ...CURVE };
const ECDSA = { name: 'ECDSA', ...CURVE };
const ES256 = { name: 'ECDSA', hash: 'SHA-256' };
const TAG = 16;

const coded = (value: unknown): string => base64url(bytesOf(JSON.stringify(value)));

const point = ({ x = '', y = '' }: Jwk): JsonWebKey => ({ kty: 'EC', crv: 'P-256', x, y });

/** RFC 7638. */
export async function thumbprintOf({ x, y }: Jwk): Promise<string> {
  return base64url(await sha256(bytesOf(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))));
}

export async function signJws(payload: Bytes, head: object, key: CryptoKey): Promise<string> {
  const text = `${coded({ alg: 'ES256', ...head })}.${base64url(payload)}`;
  return `${text}.${base64url(new Uint8Array(await crypto.subtle.sign(ES256, key, bytesOf(text))))}`;
}

/** What this key signed; throws where it did not. */
export async function readJws(text: string, signer: Jwk): Promise<Bytes> {
  const [head = '', body = '', sig = ''] = text.split('.');
  const key = await crypto.subtle.importKey('jwk', point(signer), ECDSA, false, ['verify']);
  const whole = await crypto.subtle.verify(ES256, key, fromBase64url(sig), bytesOf(`${head}.${body}`));
  if (!whole) throw new TypeError('not signed by this key');
  return fromBase64url(body);
}

export const receiverOf = (jwk: Jwk): Promise<CryptoKey> => crypto.subtle.importKey('jwk', point(jwk), ECDH, false, []);

export async function sealJwe(payload: Bytes, kid: string, receiver: CryptoKey): Promise<string> {
  const pair = await crypto.subtle.generateKey(ECDH, true, ['deriveBits']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const head = coded({ alg: 'ECDH-ES', enc: 'A256GCM', kid, epk: point({ x, y }) });
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await agreed(pair.privateKey, receiver, 'encrypt');
  const box = new Uint8Array(await crypto.subtle.encrypt(gcm(iv, head), key, payload));
  return [head, '', base64url(iv), base64url(box.slice(0, -TAG)), base64url(box.slice(-TAG))].join('.');
}

/** Throws where it is not for this key, or was touched. */
export async function openJwe(text: string, mine: CryptoKey): Promise<Bytes> {
  const [head = '', , iv = '', box = '', tag = ''] = text.split('.');
  const { epk } = JSON.parse(textOf(fromBase64url(head))) as { epk: Jwk };
  const key = await agreed(mine, await receiverOf(epk), 'decrypt');
  const sealed = Uint8Array.from([...fromBase64url(box), ...fromBase64url(tag)]);
  return new Uint8Array(await crypto.subtle.decrypt(gcm(fromBase64url(iv), head), key, sealed));
}

const gcm = (iv: Bytes, head: string): AesGcmParams => ({ name: 'AES-GCM', iv, additionalData: bytesOf(head) });

/** RFC 7518, 4.6.2: one round of the Concat KDF, without names of the parties. */
async function agreed(mine: CryptoKey, theirs: CryptoKey, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, 256));
  const name = bytesOf('A256GCM');
  const whole = [...word(1), ...shared, ...word(name.length), ...name, ...word(0), ...word(0), ...word(256)];
  return crypto.subtle.importKey('raw', await sha256(Uint8Array.from(whole)), 'AES-GCM', false, [use]);
}

const word = (number: number): number[] => [0, 0, number >> 8, number & 255];
