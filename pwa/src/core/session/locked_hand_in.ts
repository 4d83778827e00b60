/**
 * When boxes are handed in without opening anything: once at the start of the app, and when a page asks. One at a time,
 * and none beside an open book, which sends by itself.
 */

import { oneAtATime } from '../device/environment.ts';
import type { ApiTransport } from '../sync/wire.ts';
import type { HandInOutcome, Id, LocalEnrolment } from '../types.ts';
import { type EnrolmentFiles, withJournalOf } from './enrolments.ts';
import type { OpeningSteps } from './opening_steps.ts';

export interface HandInPlatform extends EnrolmentFiles {
  readonly transport: ApiTransport;
  readonly opening: () => Promise<Pick<OpeningSteps, 'handIn'>>;
}

const NOTHING: HandInOutcome = { handed: 0, left: 0 };

export class LockedHandIn {
  private readonly platform: HandInPlatform;
  private readonly isOpen: () => boolean;
  private readonly turn = oneAtATime();
  private patience = new AbortController();
  private begun = false;

  constructor(platform: HandInPlatform, isOpen: () => boolean) {
    this.platform = platform;
    this.isOpen = isOpen;
  }

  /** What waits, and all of whose keys are gone. The first time alone; nobody waits for it. */
  begin(found: readonly LocalEnrolment[]): void {
    if (this.begun) return;
    this.begun = true;
    for (const { id, state, envelopes, unsent } of found) {
      const gone = state === 'struck' || state === 'lost';
      if (envelopes > 0 && unsent !== 0) void this.handIn(id, gone).catch(() => undefined);
    }
  }

  handIn(id: Id, all: boolean): Promise<HandInOutcome> {
    const { signal } = this.patience;
    return this.turn(async () => {
      if (signal.aborted || this.isOpen()) return NOTHING;
      const { handIn } = await this.platform.opening();
      const { transport } = this.platform;
      return withJournalOf(this.platform, id, NOTHING, (journal) => handIn(journal, transport, { all, signal }));
    });
  }

  /** A book opens: nothing is written beside it. */
  async stop(): Promise<void> {
    this.patience.abort();
    this.patience = new AbortController();
    await this.turn(async () => undefined);
  }
}
