/** How keys come into being, and how a PIN wraps and opens them. */

import { base64url, fromBase64url } from '../device/bytes.ts';
import type { KeyFileHeader } from './key_file_header.ts';
import type { Argon2Cost, KeyWorkerClient } from './key_worker_client.ts';
import type { Jwk, KeyTable, OpenKeyTable } from './open_keys.ts';
import { asText, fromText, importKey, type SealedText, seal, unseal, unwrapPrivate, wrapPrivate } from './seal.ts';
import { openerOf } from './secret.ts';

export const FULL_COST: Argon2Cost = { memory: 64 * 1024, passes: 2 };
/** Only where the phone refuses the memory. */
export const REDUCED_COST: Argon2Cost = { memory: 19 * 1024, passes: 2 };

const P256 = { namedCurve: 'P-256' };

export class MemoryRefused extends Error {
  override readonly name = 'MemoryRefused';
}

/** From the raw data key. */
export async function openKeyTable(raw: Uint8Array<ArrayBuffer>, sealed: SealedText): Promise<OpenKeyTable> {
  const data = await importKey(raw);
  const table = await unseal<KeyTable>(data, 'table', fromText(sealed));
  return { data, table, signer: await signerOf(data, table.sign) };
}

const signerOf = (data: CryptoKey, wrapped: SealedText): Promise<CryptoKey> =>
  unwrapPrivate(data, 'sign', wrapped, { name: 'ECDSA', ...P256 }, ['sign']);

/** Two pairs, because one key cannot both sign and receive. They leave here wrapped. */
export async function makeKeyTable(data: CryptoKey, code: string, mark: string): Promise<OpenKeyTable> {
  const sign = await crypto.subtle.generateKey({ name: 'ECDSA', ...P256 }, true, ['sign', 'verify']);
  const box = await crypto.subtle.generateKey({ name: 'ECDH', ...P256 }, true, ['deriveBits']);
  const wrapped = await wrapPrivate(data, 'sign', sign.privateKey);
  const table: KeyTable = {
    sign: wrapped,
    box: await wrapPrivate(data, 'box', box.privateKey),
    signPublic: await publicJwk(sign.publicKey),
    boxPublic: await publicJwk(box.publicKey),
    pending: { code },
    me: null,
    server: null,
    epoch: '',
    gen: 0,
    mark,
    prevMark: mark,
    answered: true,
    feeds: {},
  };
  return { data, table, signer: await signerOf(data, wrapped) };
}

async function publicJwk(key: CryptoKey): Promise<Jwk> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key);
  return { kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' };
}

/** The data key under the PIN's, by the first of these costs that the phone bears; undefined where it bears none. */
export async function wrapDataKey(
  keyWorker: KeyWorkerClient,
  salt: Uint8Array<ArrayBuffer>,
  pin: string,
  raw: Uint8Array<ArrayBuffer>,
  costs: readonly Argon2Cost[] = [FULL_COST, REDUCED_COST],
): Promise<Pick<KeyFileHeader, 'salt' | 'cost' | 'wrapped' | 'opener'> | undefined> {
  for (const cost of costs) {
    const stretched = await keyWorker.stretch(pin, salt, cost);
    if (!stretched) continue;
    const wrapped = asText(await seal(await importKey(stretched), 'data', base64url(raw)));
    return { salt: base64url(salt), cost, wrapped, opener: openerOf(pin) };
  }
  return undefined;
}

/** The raw data key; undefined where the PIN is wrong. */
export async function unwrapDataKey(
  keyWorker: KeyWorkerClient,
  pin: string,
  { salt, cost, wrapped }: Pick<KeyFileHeader, 'salt' | 'cost' | 'wrapped'>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const stretched = await keyWorker.stretch(pin, fromBase64url(salt), cost);
  if (!stretched) throw new MemoryRefused();
  if (!wrapped) return undefined;
  try {
    return fromBase64url(await unseal<string>(await importKey(stretched), 'data', fromText(wrapped)));
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
