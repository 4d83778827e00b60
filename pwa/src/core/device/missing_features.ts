/** What this browser lacks. Without any one of them the app says so in words, and keeps nothing. */

import type { KeyWorkerClient } from '../keys/key_worker_client.ts';
import type { MissingFeature } from '../types.ts';

export async function missingFeatures(keyWorker: KeyWorkerClient): Promise<MissingFeature[]> {
  if (!globalThis.isSecureContext) return ['secure-context'];
  const lacks: MissingFeature[] = [];
  if (!globalThis.crypto?.subtle) lacks.push('webcrypto');
  if (!globalThis.indexedDB) lacks.push('indexeddb');
  if (!navigator.locks) lacks.push('locks');
  if (!('CompressionStream' in globalThis)) lacks.push('compression');
  if (!('Worker' in globalThis)) lacks.push('workers');
  else if (!(await keepsKeys(keyWorker))) lacks.push('opfs');
  return lacks;
}

async function keepsKeys(keyWorker: KeyWorkerClient): Promise<boolean> {
  if (!navigator.storage?.getDirectory) return false;
  try {
    if (!(await keyWorker.able())) return false;
    await keyWorker.names();
    return true;
  } catch {
    return false;
  }
}
