/** Who has keys on this phone, as the lock screen may show it; and the boxes of those whose keys are gone. */

import { type KeyHead, readHead } from '../keys/key_file_header.ts';
import type { Vault } from '../keys/key_worker_client.ts';
import type { Journal } from '../store/journal.ts';
import { rescueFile } from '../store/rescue_envelopes.ts';
import type { Enrolment, Id } from '../types.ts';

interface Files {
  readonly vault: Vault;
  readonly openJournal: (name: string) => Promise<Journal>;
}

export async function everybody(files: Files): Promise<Enrolment[]> {
  const names = await files.vault.names();
  const all = await Promise.all(names.map((name) => one(files, name)));
  return all.flat().sort((a, b) => a.label.localeCompare(b.label));
}

async function one(files: Files, id: Id): Promise<Enrolment[]> {
  const head = await readHead(files.vault, id);
  if (!head) return [];
  const boxes = await withJournal(files, head, (journal) => journal.count('boxes'));
  return [{ id, label: head.label, opener: head.opener ?? 'pin', state: stateOf(head), boxes }];
}

/** Everything that lies here sealed for the server; needs no PIN. */
export async function boxesOf(files: Files, id: Id): Promise<Blob> {
  const head = await readHead(files.vault, id);
  return head ? withJournal(files, head, async (journal) => rescueFile(await journal.rows('boxes'))) : new Blob([]);
}

async function withJournal<T>(files: Files, head: KeyHead, act: (journal: Journal) => Promise<T>): Promise<T> {
  const journal = await files.openJournal(head.journal);
  try {
    return await act(journal);
  } finally {
    journal.close();
  }
}

function stateOf({ wrapped, handle }: KeyHead): Enrolment['state'] {
  if (!wrapped) return 'struck';
  return handle === null ? 'unfinished' : 'ready';
}
