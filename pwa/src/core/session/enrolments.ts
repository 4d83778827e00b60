/** Who has keys on this phone, as the lock screen may show it; and the boxes of those whose keys are gone. */

import { type KeyFileHeader, readKeyFileHeader } from '../keys/key_file_header.ts';
import type { KeyWorkerClient } from '../keys/key_worker_client.ts';
import { blobsLeft, rescueFile } from '../store/envelope_rows.ts';
import type { Journal } from '../store/journal.ts';
import { unsentIn } from '../store/unsent_count.ts';
import type { Id, LocalEnrolment } from '../types.ts';

export interface EnrolmentFiles {
  readonly keyWorker: KeyWorkerClient;
  readonly openJournal: (name: string) => Promise<Journal>;
  /** The names of all journals on this phone. */
  readonly journals: () => Promise<readonly string[]>;
  readonly removeJournal: (name: string) => Promise<void>;
}

/** A key file: its header; none where it is spoilt. `unread`: what lies in it is not known, so nothing is said of it. */
type KeyFileRead = { readonly id: Id; readonly header?: KeyFileHeader; readonly unread?: true };

/** Those that open first, by label; then what is left of others. */
export async function localEnrolments(files: EnrolmentFiles): Promise<LocalEnrolment[]> {
  const read = await Promise.all((await files.keyWorker.names()).map((id) => readFile(files, id)));
  const known = await Promise.all(read.flatMap(({ id, header }) => (header ? [one(files, id, header)] : [])));
  const unknown = read.flatMap(({ id, unread }) => (unread ? [unreadEnrolment(id)] : []));
  // Which journal is hers stands in the file, so any of them may be.
  const lost = unknown.length > 0 ? [] : await lostJournals(files, read);
  const isLeft = ({ state }: LocalEnrolment): number => Number(isGone(state));
  return [...known, ...unknown, ...lost].sort((a, b) => isLeft(a) - isLeft(b) || a.label.localeCompare(b.label));
}

/** A file that is spoilt stops nobody else, and stays as it is. One that a newer app wrote, or that did not answer, is none. */
async function readFile({ keyWorker }: EnrolmentFiles, id: Id): Promise<KeyFileRead> {
  try {
    const header = await readKeyFileHeader(keyWorker, id);
    return header ? { id, header } : { id };
  } catch (error) {
    return error instanceof SyntaxError ? { id } : { id, unread: true };
  }
}

async function one(files: EnrolmentFiles, id: Id, header: KeyFileHeader): Promise<LocalEnrolment> {
  const state = stateOf(header);
  const counted = await countsOf(files, header.journal, isGone(state));
  return { id, label: header.label, opener: header.opener ?? 'pin', state, ...counted };
}

const unreadEnrolment = (id: Id): LocalEnrolment => ({
  id,
  label: '',
  opener: 'pin',
  state: 'ready',
  envelopes: 0,
  unsent: undefined,
});

/** Journals that no key file names: their boxes can still be handed in. */
async function lostJournals(files: EnrolmentFiles, read: readonly KeyFileRead[]): Promise<LocalEnrolment[]> {
  const named = new Set(read.map(({ header }) => header?.journal));
  const orphans = (await files.journals()).filter((name) => !named.has(name));
  const all = await Promise.all(
    orphans.map(async (name): Promise<LocalEnrolment> => {
      // A database of another shape is no journal of ours, and must not stop those that are.
      const counts = await countsOf(files, name, true).catch(() => ({ envelopes: 0, unsent: undefined }));
      return { id: name, label: '', opener: 'pin', state: 'lost', ...counts };
    }),
  );
  return all.filter(({ envelopes }) => envelopes > 0);
}

/** Nothing of it opens any more. */
export const isGone = (state: LocalEnrolment['state']): boolean => state === 'struck' || state === 'lost';

/** `blobs`: pictures that the server does not have count too. */
const countsOf = (
  files: EnrolmentFiles,
  journal: string,
  blobs: boolean,
): Promise<Pick<LocalEnrolment, 'envelopes' | 'unsent'>> =>
  withJournal(files, journal, async (opened) => {
    const changes = await unsentIn(opened);
    const left = blobs ? (await opened.rows('boxes')).flatMap(blobsLeft).length : 0;
    return { envelopes: await opened.count('boxes'), unsent: changes === undefined ? changes : changes + left };
  });

/** Everything that lies here sealed for the server; needs no PIN. `id`: of an enrolment, or of a lost one. */
export function envelopesOf(files: EnrolmentFiles, id: Id): Promise<Blob> {
  return withJournalOf(files, id, new Blob([]), async (opened) => rescueFile(await opened.rows('boxes')));
}

/** Of an enrolment, or a lost one; `none`: where there is no such journal. */
export async function withJournalOf<T>(
  files: EnrolmentFiles,
  id: Id,
  none: T,
  act: (journal: Journal, name: string) => Promise<T>,
): Promise<T> {
  const { header } = await readFile(files, id);
  const journal = header?.journal ?? (await files.journals()).find((name) => name === id);
  return journal ? withJournal(files, journal, (opened) => act(opened, journal)) : none;
}

/** Nothing that was not sent is ever taken away; `blobs`: but pictures and recordings, because she says so. */
export async function forgetStruck(files: EnrolmentFiles, id: Id, blobs: boolean): Promise<void> {
  const { header } = await readFile(files, id);
  if (!header || header.wrapped || (await countsOf(files, header.journal, !blobs)).unsent !== 0) return;
  await files.keyWorker.remove(id);
  await files.removeJournal(header.journal);
}

async function withJournal<T>(files: EnrolmentFiles, name: string, act: (journal: Journal) => Promise<T>): Promise<T> {
  const journal = await files.openJournal(name);
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
