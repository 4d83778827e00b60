/**
 * A box for the server: the exact change, signed by this phone (JWS), sealed to the server's key (JWE). Any carrier may
 * hand it in, and only the inner signature is believed.
 */

import { CompactEncrypt, CompactSign, importJWK } from 'jose'
import { bytesOf } from './bytes'
import type { Keys } from './keys'
import type { Change } from './types'

export type Mark = 'waiting' | 'draft' | 'refused' | 'sent'

export async function boxFor(keys: Keys, epoch: string, mark: Mark, change: Change | { draft: unknown }): Promise<string> {
  const { me, server } = keys.table
  const inner = JSON.stringify({ v: 1, mark, enrolment: me.enrolment, epoch, change })
  const signed = await new CompactSign(bytesOf(inner))
    .setProtectedHeader({ alg: 'ES256', kid: me.enrolment, typ: 'pulih-box' })
    .sign(keys.signer)
  const receiver = await importJWK({ ...server.box_key, alg: 'ECDH-ES' } as Parameters<typeof importJWK>[0], 'ECDH-ES')
  return new CompactEncrypt(bytesOf(signed))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: server.box_key.kid })
    .encrypt(receiver)
}
