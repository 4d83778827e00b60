/** AES-256-GCM over JSON with a format number inside; what cannot be opened by this app's format is kept, not dropped. */

import { type Bytes, bytesOf, randomBytes, textOf } from './bytes'

export interface Sealed {
  iv: Bytes
  box: Bytes
}

export const FORMAT = 1

const algorithm = (iv: Bytes, aad: string): AesGcmParams => ({ name: 'AES-GCM', iv, additionalData: bytesOf(aad) })

/** `aad` names store, row and format, so that no box can be put in another's place. */
export async function seal(key: CryptoKey, aad: string, value: unknown): Promise<Sealed> {
  const iv = randomBytes(12)
  const plain = bytesOf(JSON.stringify({ v: FORMAT, is: value }))
  return { iv, box: new Uint8Array(await crypto.subtle.encrypt(algorithm(iv, aad), key, plain)) }
}

/** The value, or undefined where a newer app wrote it. Throws where key or box are wrong. */
export async function unseal<T>(key: CryptoKey, aad: string, sealed: Sealed): Promise<T | undefined> {
  const plain = await crypto.subtle.decrypt(algorithm(sealed.iv, aad), key, sealed.box)
  const opened = JSON.parse(textOf(new Uint8Array(plain))) as { v: number; is: T }
  return opened.v <= FORMAT ? opened.is : undefined
}

export const importKey = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'])
