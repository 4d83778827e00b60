/**
 * What waits on a phone that is locked or closed goes when the browser says that there is a line: as sealed envelopes,
 * since nothing is opened here and no key is held. Throws where something is left, so that the browser tries again.
 */
import { handIn } from '../core/session/hand_in';
import { type Journal, journalNames, openJournal } from '../core/store/journal';
import type { ApiTransport } from '../core/sync/wire';

/** `settled`: resolves when what lay here before can be undone by nobody any more. Only that goes. */
export async function sendBoxes(transport: ApiTransport, settled: () => Promise<unknown>): Promise<void> {
  const before = new Set(await inEach(async (journal) => (await journal.rows('boxes')).map(({ key }) => key)));
  await settled();
  const left = await inEach(async (journal) => {
    const rows: Journal['rows'] = async (store) => (await journal.rows(store)).filter(({ key }) => before.has(key));
    return [(await handIn({ ...journal, rows }, transport, { all: false })).left];
  });
  if (left.some((count) => count > 0)) throw new TypeError('something is left');
}

async function inEach<T>(act: (journal: Journal) => Promise<readonly T[]>): Promise<readonly T[]> {
  const came: T[] = [];
  for (const name of await journalNames()) {
    const journal = await openJournal(name);
    try {
      came.push(...(await act(journal)));
    } finally {
      journal.close();
    }
  }
  return came;
}
