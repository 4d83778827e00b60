/** IndexedDB as promises: the little of it that sealed rows need. Each store keeps rows by their `key`. */

import { untilAnswered } from './until_answered.ts';

const waiting = new WeakMap<IDBDatabase, Set<() => void>>();

/** What was asked of a database that the browser closes may never be answered: then it was refused when that happened. */
function unlessClosed<T>(
  db: IDBDatabase | undefined,
  wait: (resolve: (told: T) => void, reject: (error: unknown) => void) => void,
): Promise<T> {
  const asked = db && waiting.get(db);
  let closed = (): void => undefined;
  const answer = new Promise<T>((resolve, reject) => {
    closed = () => reject(new DOMException('closed', 'InvalidStateError'));
    asked?.add(closed);
    wait(resolve, reject);
  });
  return answer.finally(() => asked?.delete(closed));
}

export const answered = <T>(asked: IDBRequest<T>): Promise<T> =>
  unlessClosed(asked.transaction?.db, (resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

/** Resolves when it is on the disk; rejects where nothing of it was kept, or nobody can say. */
export const committed = (transaction: IDBTransaction): Promise<void> =>
  unlessClosed<void>(transaction.db, (resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
  });

/** Of an empty frame: a browser that was cleared while it opened a database may answer this page for good no more. */
function emptyFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  return frame;
}

const factoryOf = (frame: HTMLIFrameElement): IDBFactory =>
  (frame.contentWindow as Window & typeof globalThis).indexedDB;

/** `lost`: called when the browser closes it under the app, or somebody deletes it. Its shape never changes. */
export async function openDatabase(
  name: string,
  version: number,
  stores: readonly string[],
  lost: () => void,
): Promise<IDBDatabase> {
  let frame: HTMLIFrameElement | undefined;
  const ask = (again: boolean): Promise<IDBDatabase> => {
    // It was asked and did not answer either. One that did stays, since its database lives as long as it does.
    frame?.remove();
    if (again) frame = emptyFrame();
    const asked = (frame ? factoryOf(frame) : indexedDB).open(name, version);
    asked.onupgradeneeded = () => {
      for (const store of stores) asked.result.createObjectStore(store, { keyPath: 'key' });
    };
    return answered(asked);
  };
  const db = await untilAnswered(ask, (late) => late.close());
  const open = new Set<() => void>();
  waiting.set(db, open);
  db.onclose = () => {
    for (const tell of open) tell();
    lost();
  };
  // Whoever asks for another version deletes it.
  db.onversionchange = () => {
    db.close();
    lost();
  };
  return db;
}
