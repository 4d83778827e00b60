/** A journal in memory, for rehearsals that need thousands of writes; it outlives the phone that has it open. */

import type { Journal, Row, StoreName } from '../../src/core/store/journal.ts';

export class MemoryJournal {
  private readonly stores = new Map<StoreName, Map<string, Row>>();

  private store(name: StoreName): Map<string, Row> {
    const store = this.stores.get(name) ?? new Map<string, Row>();
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
    };
  }
}
