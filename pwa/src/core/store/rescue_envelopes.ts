/**
 * What she wrote, sealed so that only the server can open it and only she can have made it: a JWE (ECDH-ES, A256GCM,
 * for the server's key) around a JWS (ES256, by her enrolment). It needs no PIN to be handed in, so it outlives her keys.
 */

import type { CarriedBlob } from '../blobs/shelved_blob.ts';
import { type Bytes, bytesOf } from '../device/bytes.ts';
import { receiverOf, sealJwe, signJws } from '../keys/compact_jose.ts';
import type { OpenKeys } from '../keys/open_keys.ts';
import type { Change, FoundRecord, Json } from '../types.ts';

/** Only `waiting` and `sent` are ever applied; the others go back to their author. What she left counts as `refused`. */
export type EnvelopeMark = 'waiting' | 'sent' | 'refused' | 'draft' | 'found';

/** `found`: a record that a restored server lost and did not take back, of a case that has left this phone. */
export type EnvelopeContent =
  | { readonly change: Change; readonly blobs?: readonly CarriedBlob[] }
  | { readonly found: FoundRecord }
  | { readonly draft: { readonly key: string; readonly value: Json } };

/** How an envelope is sealed; a parameter of the local store, for tests that do not look inside. */
export type EnvelopeSealer = (mark: EnvelopeMark, epoch: string, kept: EnvelopeContent) => Promise<Bytes>;

export function envelopeSealer({ table, signer }: Pick<OpenKeys, 'table' | 'signer'>): EnvelopeSealer {
  const { me } = table;
  if (!me || !table.server) throw new TypeError('not enrolled');
  let [pinned, receiver] = [table.server, receiverOf(table.server.box_key)];
  return async (mark, epoch, kept) => {
    if (table.server && table.server !== pinned) [pinned, receiver] = [table.server, receiverOf(table.server.box_key)];
    const { kid = '' } = pinned.box_key;
    const words = bytesOf(JSON.stringify({ v: 1, mark, enrolment: me.enrolment, epoch, ...kept }));
    const signed = await signJws(words, { kid: me.enrolment }, signer);
    return bytesOf(await sealJwe(bytesOf(signed), kid, await receiver));
  };
}
