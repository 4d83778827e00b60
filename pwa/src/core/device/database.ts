/** IndexedDB as promises: the little of it that sealed rows need. Each store keeps rows by their `key`. */

export const answered = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

/** Resolves when it is on the disk; rejects where nothing of it was kept. */
export const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
  });

/** `lost`: called when the browser closes it under the app, or somebody deletes it. Its shape never changes. */
export async function openDatabase(
  name: string,
  version: number,
  stores: readonly string[],
  lost: () => void,
): Promise<IDBDatabase> {
  const asked = indexedDB.open(name, version);
  asked.onupgradeneeded = () => {
    for (const store of stores) asked.result.createObjectStore(store, { keyPath: 'key' });
  };
  const db = await answered(asked);
  db.onclose = lost;
  // Whoever asks for another version deletes it.
  db.onversionchange = () => {
    db.close();
    lost();
  };
  return db;
}
