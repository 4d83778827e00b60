/** A phone with a picture on it, and the server that takes its parts. */

import 'fake-indexeddb/auto';
import { PhoneBlobs } from '../../src/core/blobs/blob_shelf.ts';
import { BlobSender } from '../../src/core/blobs/send_blobs.ts';
import type { PhoneWire } from '../../src/core/sync/wire.ts';
import type { ApiAnswer, BlobReference, Id } from '../../src/core/types.ts';
import { FakeServer } from './fake_server.ts';
import { TestPhone } from './test_phone.ts';

export const CONTENT = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251);
const photo = (): Blob => new Blob([CONTENT]);
export const NEVER = { bytes: async () => ({ is: 'offline' }) } as unknown as PhoneWire;

/** Bytes by record and hash, in parts, as the server takes them. */
class PartStore {
  readonly here = new Map<string, Uint8Array[]>();
  readonly asked: string[] = [];
  readonly coming: ApiAnswer<never>[] = [];
  started = 0;

  send = async <T>(path: string, part: Blob): Promise<ApiAnswer<T>> => {
    const trouble = this.coming.shift();
    if (trouble) return trouble;
    const { pathname, searchParams } = new URL(path, 'https://pulih.test');
    const name = `${pathname} ${searchParams.get('record')}`;
    this.asked.push(`${searchParams.get('start')}+${part.size}`);
    const bytes = new Uint8Array(await part.arrayBuffer());
    const parts = this.here.get(name) ?? [];
    const start = Number(searchParams.get('start'));
    if (part.size > 0 && start === sizeOf(parts)) parts.push(bytes);
    this.here.set(name, parts);
    const received = sizeOf(parts);
    return { is: 'answer', body: { received, whole: received === CONTENT.length, started: this.started } as T };
  };
}

const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);
export const always = (): boolean => true;

export async function phoneWithPhoto() {
  const server = new FakeServer({ sari: 'A' });
  const phone = await TestPhone.enrolled(server, 'sari', 'one', 7);
  const shelf = new PhoneBlobs(phone.book, NEVER);
  const store = new PartStore();
  const kept = await shelf.keep(photo(), 'image/webp');
  const client = await phone.book.save('client', { set: { alias: 'Kak Tia' } });
  return { server, phone, shelf, store, kept, client, sender: new BlobSender(shelf, store.send) };
}

export const visitWith = (phone: TestPhone, feed: Id, kept: BlobReference): Promise<Id> =>
  phone.book.save('visit', { feed, set: { on: '2026-11-23', photo: { ...kept } } });

/** What lies on the disk of pictures. */
export function rowsOf(name: string): Promise<{ key: string; box: Uint8Array }[]> {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(name, 2);
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const all = asked.result.transaction('f').objectStore('f').getAll();
      all.onsuccess = () => {
        asked.result.close();
        done(all.result as { key: string; box: Uint8Array }[]);
      };
    };
  });
}
