/** The worker that alone opens key files (sync access handles live only in workers) and does Argon2's heavy work. */

import type { Bytes } from '../device/bytes.ts';
import { isStorageFull } from '../device/environment.ts';
import { onceLoaded } from '../device/late_parts.ts';
import { type BlockFile, readKeyFile, SLOT_SIZE, writeKeyFile } from './key_file.ts';
import type { Argon2Cost } from './key_worker_client.ts';

export type WorkerRequest =
  | { readonly do: 'names' | 'able' }
  | { readonly do: 'read' | 'remove'; readonly name: string }
  | { readonly do: 'write'; readonly name: string; readonly body: Bytes; readonly over: number }
  | { readonly do: 'stretch'; readonly pin: string; readonly salt: Bytes; readonly cost: Argon2Cost };

/** `again`: another worker was asked the same and did not answer; what it did may be done. */
export type AskedWork = WorkerRequest & { readonly again: boolean };

export interface WorkerReply {
  readonly is?: unknown;
  readonly failed?: string;
  readonly full?: boolean;
}

const FOLDER = 'k';

/** What only workers have, and the DOM's types therefore do not name. */
interface SyncHandle {
  read(into: Bytes, where: { at: number }): number;
  write(bytes: Bytes, where: { at: number }): number;
  flush(): void;
  close(): void;
}

interface SyncFile {
  createSyncAccessHandle(how: { mode: 'readwrite-unsafe' }): Promise<SyncHandle>;
}

async function folder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
}

async function names(): Promise<string[]> {
  const found: string[] = [];
  for await (const name of (await folder()).keys()) found.push(name);
  return found.sort();
}

/**
 * One opening at a time, by the page's lock: the handle's own stays for good where a worker ended while it was closed, so
 * it is opened without, and may be opened again. Browsers without this mode, and tabs of an older app, lock it all the same.
 */
async function alone(file: SyncFile): Promise<SyncHandle> {
  for (let left = 20; ; left -= 1) {
    try {
      return await file.createSyncAccessHandle({ mode: 'readwrite-unsafe' });
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((again) => setTimeout(again, 50));
    }
  }
}

async function opened<T>(name: string, act: (file: BlockFile) => Promise<T>): Promise<T> {
  const file = await (await folder()).getFileHandle(name, { create: true });
  const handle = await alone(file as unknown as SyncFile);
  try {
    return await act({
      read: (at, length) => {
        const bytes = new Uint8Array(length);
        return bytes.subarray(0, handle.read(bytes, { at }));
      },
      write: (at, bytes) => {
        handle.write(bytes, { at });
      },
      flush: () => handle.flush(),
    });
  } finally {
    handle.close();
  }
}

async function remove(name: string): Promise<void> {
  await opened(name, async (file) => {
    file.write(0, new Uint8Array(file.read(0, 2 * SLOT_SIZE).length));
    file.flush();
  });
  await (await folder()).removeEntry(name);
}

/** No part of the first screen, which asks only whether there are files: it comes while that is read. */
const argon2 = onceLoaded(() => import('./argon2.ts'));

/** WebAssembly says no memory by throwing RangeError; whatever else goes wrong is no answer about the PIN either. */
async function stretch(pin: string, salt: Bytes, { memory, passes }: Argon2Cost): Promise<Bytes | undefined> {
  try {
    const entry = { password: pin, salt, parallelism: 1, iterations: passes, memorySize: memory, hashLength: 32 };
    const { argon2id } = await argon2();
    return new Uint8Array(await argon2id({ ...entry, outputType: 'binary' }));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function answer(asked: AskedWork): Promise<unknown> {
  switch (asked.do) {
    case 'names':
      return names();
    case 'able':
      void argon2().catch(() => undefined);
      return 'createSyncAccessHandle' in FileSystemFileHandle.prototype;
    case 'read':
      return opened(asked.name, readKeyFile);
    case 'write':
      return opened(asked.name, (file) => writeKeyFile(file, asked.body, asked.over, asked.again));
    case 'remove':
      return remove(asked.name);
    case 'stretch':
      return stretch(asked.pin, asked.salt, asked.cost);
  }
}

addEventListener('message', ({ data }: MessageEvent<AskedWork>) => {
  answer(data).then(
    (is) => postMessage({ is } satisfies WorkerReply),
    (error: unknown) => postMessage({ failed: String(error), full: isStorageFull(error) } satisfies WorkerReply),
  );
});
// That its script is here.
postMessage({} satisfies WorkerReply);
