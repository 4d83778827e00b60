/**
 * What waits on a phone that is locked or closed goes when the browser says that there is a line: as sealed envelopes,
 * since nothing is opened here and no key is held. Throws where something is left, so that the browser tries again.
 */
import { handIn } from '../core/session/hand_in';
import { journalNames, openJournal } from '../core/store/journal';
import type { ApiTransport } from '../core/sync/wire';

export async function sendBoxes(transport: ApiTransport): Promise<void> {
  let left = 0;
  for (const name of await journalNames()) {
    const journal = await openJournal(name);
    try {
      left += (await handIn(journal, transport, { all: false })).left;
    } finally {
      journal.close();
    }
  }
  if (left > 0) throw new TypeError('something is left');
}
