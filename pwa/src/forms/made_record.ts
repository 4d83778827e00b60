/** A record that was saved, and what is saved with it: where that breaks off, it goes on where it was. */
import type { Casebook, Id } from '../core/types';
import type { SavedAlongside } from './record_kind';

export class MadeRecord {
  #left: SavedAlongside[] | undefined;

  constructor(readonly id: Id) {}

  async saveAlongside(book: Casebook, belongs: (made: Id) => readonly SavedAlongside[]): Promise<void> {
    this.#left ??= [...belongs(this.id)];
    for (let next = this.#left[0]; next; next = this.#left[0]) {
      await book.save(next.kind, { feed: next.feed, set: next.set, held: 'same' });
      this.#left.shift();
    }
  }
}
