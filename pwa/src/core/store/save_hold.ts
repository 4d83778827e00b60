/**
 * The newest save of a form, kept back for a few seconds so that a slip is undone before anybody hears of it. It lies in
 * the outbox from the first moment, like any other: a phone that goes off meanwhile sends it when it is opened again.
 *
 *     held ── eight seconds, she goes on, saves again, or sends by hand ──▶ let go, and sent like any other
 *       └──── undone: out of the outbox and its draft back, in one transaction
 */

import type { Environment } from '../device/environment.ts';
import type { OutboxEntry } from './outbox_entry.ts';
import type { StoredDraft } from './store_plan.ts';

export const HELD_MS = 8000;

export interface HeldSave {
  readonly record: string;
  /** Its changes: what a form writes beside its record goes and stays with it. */
  readonly changes: readonly string[];
  /** The refused one that it took the place of. */
  readonly replaced: readonly OutboxEntry[];
  readonly draft: StoredDraft | undefined;
}

export class SaveHold {
  current: HeldSave | undefined;
  /** Told when something may go that could not before. */
  onLetGo: () => void = () => undefined;
  private readonly environment: Pick<Environment, 'later'>;
  private undoing = false;
  private callOff: () => void = () => undefined;

  constructor(environment: Pick<Environment, 'later'>) {
    this.environment = environment;
  }

  holds(change: string): boolean {
    return this.current?.changes.includes(change) ?? false;
  }

  /** Before it is written, so that no run of sync can take it up in between. */
  begin(save: HeldSave): void {
    this.letGo();
    this.current = save;
    this.callOff = this.environment.later(HELD_MS, () => this.letGo());
  }

  letGo(): void {
    if (!this.current || this.undoing) return;
    this.end();
    this.onLetGo();
  }

  /** Until `act` is done it stays held. What it throws lets go. */
  async undo(act: (save: HeldSave) => Promise<boolean>): Promise<boolean> {
    if (!this.current) return false;
    this.undoing = true;
    try {
      const undone = await act(this.current);
      if (undone) this.end();
      return undone;
    } finally {
      this.undoing = false;
      this.letGo();
    }
  }

  /** At the lock: nothing is told any more. */
  end(): void {
    this.callOff();
    this.current = undefined;
  }
}
