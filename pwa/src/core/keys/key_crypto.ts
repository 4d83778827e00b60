/** How keys come into being, and how a PIN wraps and opens them. */

import { base64url, fromBase64url } from '../device/bytes.ts';
import type { KeyHead } from './key_file_header.ts';
import type { Cost, Vault } from './key_worker_client.ts';
import type { Jwk, OpenTable, Table } from './keys.ts';
import { asText, fromText, importKey, type SealedText, seal, unseal, unwrapPrivate, wrapPrivate } from './seal.ts';
import { openerOf } from './secret.ts';

export const USUAL: Cost = { memory: 64 * 1024, passes: 2 };
/** Only where the phone refuses the memory. */
export const SMALL: Cost = { memory: 19 * 1024, passes: 2 };

const P256 = { namedCurve: 'P-256' };

export class MemoryRefused extends Error {
  override readonly name = 'MemoryRefused';
}

/** From the raw data key. */
export async function openTable(raw: Uint8Array<ArrayBuffer>, sealed: SealedText): Promise<OpenTable> {
  const data = await importKey(raw);
  const table = await unseal<Table>(data, 'table', fromText(sealed));
  return { data, table, signer: await signerOf(data, table.sign) };
}

const signerOf = (data: CryptoKey, wrapped: SealedText): Promise<CryptoKey> =>
  unwrapPrivate(data, 'sign', wrapped, { name: 'ECDSA', ...P256 }, ['sign']);

/** Two pairs, because one key cannot both sign and receive. They leave here wrapped. */
export async function makeTable(data: CryptoKey, code: string, mark: string): Promise<OpenTable> {
  const sign = await crypto.subtle.generateKey({ name: 'ECDSA', ...P256 }, true, ['sign', 'verify']);
  const box = await crypto.subtle.generateKey({ name: 'ECDH', ...P256 }, true, ['deriveBits']);
  const wrapped = await wrapPrivate(data, 'sign', sign.privateKey);
  const table: Table = {
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
  vault: Vault,
  salt: Uint8Array<ArrayBuffer>,
  pin: string,
  raw: Uint8Array<ArrayBuffer>,
  costs: readonly Cost[] = [USUAL, SMALL],
): Promise<Pick<KeyHead, 'salt' | 'cost' | 'wrapped' | 'opener'> | undefined> {
  for (const cost of costs) {
    const stretched = await vault.stretch(pin, salt, cost);
    if (!stretched) continue;
    const wrapped = asText(await seal(await importKey(stretched), 'data', base64url(raw)));
    return { salt: base64url(salt), cost, wrapped, opener: openerOf(pin) };
  }
  return undefined;
}

/** The raw data key; undefined where the PIN is wrong. */
export async function unwrapDataKey(
  vault: Vault,
  pin: string,
  { salt, cost, wrapped }: Pick<KeyHead, 'salt' | 'cost' | 'wrapped'>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const stretched = await vault.stretch(pin, fromBase64url(salt), cost);
  if (!stretched) throw new MemoryRefused();
  if (!wrapped) return undefined;
  try {
    return fromBase64url(await unseal<string>(await importKey(stretched), 'data', fromText(wrapped)));
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
