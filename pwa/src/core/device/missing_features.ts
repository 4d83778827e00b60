/** What this browser lacks. Without any one of them the app says so in words, and keeps nothing. */

import type { Vault } from '../keys/key_worker_client.ts';
import type { Missing } from '../types.ts';

export async function missingHere(vault: () => Vault): Promise<Missing[]> {
  if (!globalThis.isSecureContext) return ['secure-context'];
  const lacks: Missing[] = [];
  if (!globalThis.crypto?.subtle) lacks.push('webcrypto');
  if (!globalThis.indexedDB) lacks.push('indexeddb');
  if (!navigator.locks) lacks.push('locks');
  if (!('CompressionStream' in globalThis)) lacks.push('compression');
  if (!('Worker' in globalThis)) lacks.push('workers');
  else if (!(await keepsKeys(vault))) lacks.push('opfs');
  return lacks;
}

async function keepsKeys(vault: () => Vault): Promise<boolean> {
  if (!navigator.storage?.getDirectory) return false;
  try {
    const files = vault();
    if (!(await files.able())) return false;
    await files.names();
    return true;
  } catch {
    return false;
  }
}
