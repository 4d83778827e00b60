/** Who has keys on this phone, as the lock screen may show it; and the boxes of those whose keys are gone. */

import { type KeyFileHeader, readKeyFileHeader } from '../keys/key_file_header.ts';
import type { KeyWorkerClient } from '../keys/key_worker_client.ts';
import type { Journal } from '../store/journal.ts';
import { rescueFile } from '../store/rescue_envelopes.ts';
import type { Id, LocalEnrolment } from '../types.ts';

interface EnrolmentFiles {
  readonly keyWorker: KeyWorkerClient;
  readonly openJournal: (name: string) => Promise<Journal>;
}

export async function localEnrolments(files: EnrolmentFiles): Promise<LocalEnrolment[]> {
  const names = await files.keyWorker.names();
  const all = await Promise.all(names.map((name) => one(files, name)));
  return all.flat().sort((a, b) => a.label.localeCompare(b.label));
}

async function one(files: EnrolmentFiles, id: Id): Promise<LocalEnrolment[]> {
  const header = await readKeyFileHeader(files.keyWorker, id);
  if (!header) return [];
  const envelopes = await withJournal(files, header, (journal) => journal.count('boxes'));
  return [{ id, label: header.label, opener: header.opener ?? 'pin', state: stateOf(header), envelopes }];
}

/** Everything that lies here sealed for the server; needs no PIN. */
export async function envelopesOf(files: EnrolmentFiles, id: Id): Promise<Blob> {
  const header = await readKeyFileHeader(files.keyWorker, id);
  return header ? withJournal(files, header, async (journal) => rescueFile(await journal.rows('boxes'))) : new Blob([]);
}

async function withJournal<T>(
  files: EnrolmentFiles,
  header: KeyFileHeader,
  act: (journal: Journal) => Promise<T>,
): Promise<T> {
  const journal = await files.openJournal(header.journal);
  try {
    return await act(journal);
  } finally {
    journal.close();
  }
}

function stateOf({ wrapped, handle }: KeyFileHeader): LocalEnrolment['state'] {
  if (!wrapped) return 'struck';
  return handle === null ? 'unfinished' : 'ready';
}
