/**
 * AES-256-GCM boxes of JSON. The name of what is sealed is bound to it (AAD), so no box can stand in another's place.
 * The format is `v` inside the plaintext; a box of a newer app is reported, never guessed at and never overwritten.
 */

import { type Bytes, base64url, bytesOf, fromBase64url, textOf } from '../device/bytes.ts';

export const SEAL_FORMAT = 1;

export interface SealedBytes {
  readonly iv: Bytes;
  readonly box: Bytes;
}

/** As text, for the key file. */
export interface SealedText {
  readonly iv: string;
  readonly box: string;
}

/** Written by a newer app: kept as it is until this one is updated. */
export class NewerFormat extends Error {
  override readonly name = 'NewerFormat';
}

export const importKey = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']);

/** Bound to the name of what is sealed. */
export const gcm = (iv: Bytes, name: string): AesGcmParams => ({ name: 'AES-GCM', iv, additionalData: bytesOf(name) });

export async function seal(key: CryptoKey, name: string, is: unknown): Promise<SealedBytes> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = bytesOf(JSON.stringify({ v: SEAL_FORMAT, is }));
  return { iv, box: new Uint8Array(await crypto.subtle.encrypt(gcm(iv, name), key, plain)) };
}

/** Throws where the key or the name is not the one it was sealed under. */
export async function unseal<T>(key: CryptoKey, name: string, { iv, box }: SealedBytes): Promise<T> {
  const plain = await crypto.subtle.decrypt(gcm(iv, name), key, box);
  const { v, is } = JSON.parse(textOf(new Uint8Array(plain))) as { v: number; is: T };
  if (v > SEAL_FORMAT) throw new NewerFormat(name);
  return is;
}

/** A private key as PKCS8 under the data key: the only shape in which it ever lies anywhere. */
export async function wrapPrivate(key: CryptoKey, name: string, secret: CryptoKey): Promise<SealedText> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const box = await crypto.subtle.wrapKey('pkcs8', secret, key, gcm(iv, name));
  return asText({ iv, box: new Uint8Array(box) });
}

/** Not extractable from here on. */
export function unwrapPrivate(
  key: CryptoKey,
  name: string,
  wrapped: SealedText,
  algorithm: EcKeyImportParams,
  uses: KeyUsage[],
): Promise<CryptoKey> {
  const { iv, box } = fromText(wrapped);
  return crypto.subtle.unwrapKey('pkcs8', box, key, gcm(iv, name), algorithm, false, uses);
}

export const asText = ({ iv, box }: SealedBytes): SealedText => ({ iv: base64url(iv), box: base64url(box) });

export const fromText = ({ iv, box }: SealedText): SealedBytes => ({ iv: fromBase64url(iv), box: fromBase64url(box) });
