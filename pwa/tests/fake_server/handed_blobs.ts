/** Sealed pictures that a locked phone hands in, part by part, opened as the server does. */

import type { CarriedBlob } from '../../src/core/blobs/shelved_blob.ts';
import { type Bytes, fromBase64url, hex, sha256, textOf } from '../../src/core/device/bytes.ts';
import { openJwe } from '../../src/core/keys/compact_jose.ts';

/** Of a sealed picture, and how large each part came, with its box. */
export interface HandedParts {
  bytes: Bytes;
  readonly sizes: number[];
  whole: boolean;
}

interface HandedBlobs {
  readonly blobs: Map<string, HandedParts>;
  readonly handedIn: readonly string[];
  readonly applies: boolean;
  readonly lies: object | undefined;
}

/** What was signed, whoever signed it. */
export async function openBox(envelope: string, boxKey: CryptoKey) {
  const words = textOf(await openJwe(envelope, boxKey));
  return JSON.parse(textOf(fromBase64url(words.split('.')[1] ?? '')));
}

export async function takeSealed(server: HandedBlobs, boxKey: CryptoKey, sent: Blob): Promise<object> {
  const bytes = new Uint8Array(await sent.arrayBuffer());
  const { envelope, row, iv, start } = JSON.parse(textOf(bytes.slice(0, bytes.indexOf(10))));
  if (server.lies) return { answer: 'taken', ...server.lies };
  if (!server.applies || !server.handedIn.includes(envelope)) return { answer: 'waits', received: 0, whole: false };
  const { blobs, change } = await openBox(envelope, boxKey);
  const { sha256: name, key } = blobs.find((one: CarriedBlob) => one.row === row);
  const { size } = change.set.photo;
  const here = server.blobs.get(name) ?? { bytes: new Uint8Array(), sizes: [], whole: false };
  const part = bytes.slice(bytes.indexOf(10) + 1);
  if (start === here.bytes.length && part.length > 0) {
    here.bytes = Uint8Array.from([...here.bytes, ...part]);
    here.sizes.push(sent.size);
  }
  const counter = Uint8Array.from([...fromBase64url(iv), 0, 0, 0, 2]);
  const opener = await crypto.subtle.importKey('raw', fromBase64url(key), 'AES-CTR', false, ['decrypt']);
  const plain = await crypto.subtle.decrypt({ name: 'AES-CTR', counter, length: 32 }, opener, here.bytes);
  here.whole = here.bytes.length === size && hex(await sha256(new Uint8Array(plain))) === name;
  server.blobs.set(name, here);
  return { answer: 'taken', received: here.bytes.length, whole: here.whole };
}
