/** Unfinished forms: sealed at once, and after two seconds of rest boxed for the server too, so that they can be rescued. */

import type { FormDrafts, Json } from '../types.ts';
import { envelopeRow } from './envelope_rows.ts';
import type { LocalStore } from './local_store.ts';
import type { EnvelopeSealer } from './rescue_envelopes.ts';
import type { StoredDraft } from './store_plan.ts';

const REST = 2000;

export class SealedDrafts implements FormDrafts {
  private readonly store: LocalStore;
  private readonly resting = new Map<string, () => void>();

  constructor(store: LocalStore, drafts: readonly StoredDraft[]) {
    this.store = store;
    for (const draft of drafts) this.drafts.set(draft.key, draft);
  }

  private get drafts(): Map<string, StoredDraft> {
    return this.store.drafts;
  }

  all(): readonly StoredDraft[] {
    return [...this.drafts.values()];
  }

  keys(): readonly string[] {
    return [...this.drafts.keys()];
  }

  read(key: string): Json | undefined {
    return this.drafts.get(key)?.value;
  }

  async write(key: string, value: Json): Promise<void> {
    const before = this.drafts.get(key);
    const draft = { row: before?.row ?? this.store.newRow(), key, value };
    this.drafts.set(key, draft);
    this.restart(draft);
    await this.store.turn(async () => {
      // A newer word for the same form is sealed in its own turn.
      if (this.drafts.get(key) !== draft) return;
      this.store.mustBeOpen();
      await this.store.journal.write({ put: [await this.store.row('drafts', draft.row, draft)] });
      if (!before) this.store.signal.notify();
    });
  }

  /** For the transaction that finishes it. */
  stored(key: string | undefined): StoredDraft | undefined {
    return key === undefined ? undefined : this.drafts.get(key);
  }

  /** Lies on the disk again already. */
  restore(draft: StoredDraft): void {
    this.drafts.set(draft.key, draft);
    this.restart(draft);
  }

  async drop(key: string): Promise<void> {
    const row = this.stored(key)?.row;
    this.forget(key);
    if (!row) return;
    await this.store.turn(() =>
      this.store.journal.write({
        drop: [
          ['drafts', row],
          ['boxes', row],
        ],
      }),
    );
    this.store.signal.notify();
  }

  /** What the disk no longer has. */
  forget(key: string): void {
    this.resting.get(key)?.();
    this.resting.delete(key);
    this.drafts.delete(key);
  }

  private restart(draft: StoredDraft): void {
    this.resting.get(draft.key)?.();
    const rested = (): void => void this.boxUp(draft, this.store.sealEnvelope).catch(() => undefined);
    this.resting.set(draft.key, this.store.environment.later(REST, rested));
  }

  private async boxUp(draft: StoredDraft, box: EnvelopeSealer): Promise<void> {
    const { key, value, row } = draft;
    const made = envelopeRow(row, await box('draft', this.store.meta.epoch, { draft: { key, value } }), 'draft');
    await this.store.turn(async () => {
      if (this.drafts.get(key) === draft) await this.store.journal.write({ put: [['boxes', made]] });
    });
  }

  /** At the lock: nothing of them stays in memory. */
  clear(): void {
    for (const call of this.resting.values()) call();
    this.resting.clear();
    this.drafts.clear();
  }
}
