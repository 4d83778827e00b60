/** A journal in memory, for tests that need thousands of writes; it outlives the phone that has it open. */

import type { Journal, JournalRow, StoreName } from '../../src/core/store/journal.ts';

export class MemoryJournal {
  private readonly stores = new Map<StoreName, Map<string, JournalRow>>();

  private store(name: StoreName): Map<string, JournalRow> {
    const store = this.stores.get(name) ?? new Map<string, JournalRow>();
    this.stores.set(name, store);
    return store;
  }

  open(): Journal {
    let closed = false;
    return {
      rows: async (name) => [...this.store(name).values()],
      count: async (name) => this.store(name).size,
      write: async ({ put = [], drop = [] }) => {
        if (closed) throw new DOMException('closed', 'InvalidStateError');
        for (const [name, key] of drop) this.store(name).delete(key);
        for (const [name, row] of put) this.store(name).set(row.key, row);
      },
      close: () => {
        closed = true;
      },
      onLost: () => undefined,
    };
  }
}
