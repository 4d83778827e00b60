/** Unfinished forms: sealed at once, and after two seconds of rest boxed for the server too, so that they can be rescued. */

import type { Drafts, Json } from '../types.ts';
import type { Draft } from './load_store.ts';
import type { Ledger } from './local_store.ts';
import { type Boxer, boxRow } from './rescue_envelopes.ts';

const REST = 2000;

export class SealedDrafts implements Drafts {
  private readonly ledger: Ledger;
  private readonly drafts: Map<string, Draft>;
  private readonly resting = new Map<string, () => void>();

  constructor(ledger: Ledger, drafts: readonly Draft[]) {
    this.ledger = ledger;
    this.drafts = new Map(drafts.map((draft) => [draft.key, draft]));
  }

  keys(): readonly string[] {
    return [...this.drafts.keys()];
  }

  read(key: string): Json | undefined {
    return this.drafts.get(key)?.value;
  }

  async write(key: string, value: Json): Promise<void> {
    const before = this.drafts.get(key);
    const draft = { row: before?.row ?? this.ledger.newRow(), key, value };
    this.drafts.set(key, draft);
    this.restart(draft);
    await this.ledger.turn(async () => {
      // A newer word for the same form is sealed in its own turn.
      if (this.drafts.get(key) !== draft) return;
      this.ledger.mustBeOpen();
      await this.ledger.journal.write({ put: [await this.ledger.row('drafts', draft.row, draft)] });
      if (!before) this.ledger.bell.ring();
    });
  }

  /** Its row, for the transaction that finishes it. */
  rowOf(key: string | undefined): string | undefined {
    return key === undefined ? undefined : this.drafts.get(key)?.row;
  }

  async drop(key: string): Promise<void> {
    const row = this.rowOf(key);
    this.forget(key);
    if (!row) return;
    await this.ledger.turn(() =>
      this.ledger.journal.write({
        drop: [
          ['drafts', row],
          ['boxes', row],
        ],
      }),
    );
    this.ledger.bell.ring();
  }

  /** What the disk no longer has. */
  forget(key: string): void {
    this.resting.get(key)?.();
    this.resting.delete(key);
    this.drafts.delete(key);
  }

  private restart(draft: Draft): void {
    this.resting.get(draft.key)?.();
    const rested = (): void => void this.boxUp(draft, this.ledger.box).catch(() => undefined);
    this.resting.set(draft.key, this.ledger.seams.later(REST, rested));
  }

  private async boxUp(draft: Draft, box: Boxer): Promise<void> {
    const { key, value, row } = draft;
    const made = boxRow(row, await box('draft', this.ledger.meta.epoch, { draft: { key, value } }));
    await this.ledger.turn(async () => {
      if (this.drafts.get(key) === draft) await this.ledger.journal.write({ put: [['boxes', made]] });
    });
  }

  /** At the lock: nothing of them stays in memory. */
  clear(): void {
    for (const call of this.resting.values()) call();
    this.resting.clear();
    this.drafts.clear();
  }
}
