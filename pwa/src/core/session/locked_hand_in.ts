/**
 * What a phone does without being opened: hands in boxes, once at the start of the app and when a page asks, and at the
 * same contact asks whether it is to be wiped. One at a time, and no box beside an open book, which sends by itself.
 */

import { hex } from '../device/bytes.ts';
import { type Environment, oneAtATime } from '../device/environment.ts';
import { readKeyFileHeader, strikeKeys } from '../keys/key_file_header.ts';
import type { Journal } from '../store/journal.ts';
import type { ApiTransport } from '../sync/wire.ts';
import type { HandInOutcome, Id, LocalEnrolment } from '../types.ts';
import { type EnrolmentFiles, isGone, withJournalOf } from './enrolments.ts';
import type { OpeningSteps } from './opening_steps.ts';

export interface HandInPlatform extends EnrolmentFiles {
  readonly transport: ApiTransport;
  readonly environment: Pick<Environment, 'random'>;
  readonly opening: () => Promise<LockedSteps>;
}

type LockedSteps = Pick<OpeningSteps, 'handIn' | 'handInBlobs' | 'askServerWord'>;

const NOTHING: HandInOutcome = { handed: 0, left: 0 };

export class LockedHandIn {
  private readonly platform: HandInPlatform;
  private readonly isOpen: () => boolean;
  private readonly wiped: () => void;
  private readonly turn = oneAtATime();
  private patience = new AbortController();
  private sending = new AbortController();
  private begun = false;

  constructor(platform: HandInPlatform, isOpen: () => boolean, wiped: () => void) {
    this.platform = platform;
    this.isOpen = isOpen;
    this.wiped = wiped;
  }

  /** What waits, and all of whose keys are gone; pictures last. The first time alone; nobody waits for it. */
  begin(found: readonly LocalEnrolment[]): void {
    if (this.begun) return;
    this.begun = true;
    for (const { id, state, envelopes } of found) void this.first(id, state, envelopes > 0).catch(() => undefined);
  }

  private async first(id: Id, state: LocalEnrolment['state'], some: boolean): Promise<void> {
    if (some) await this.handIn(id, isGone(state));
    if (state === 'ready') await this.obey(id);
    if (some) await this.handInBlobs(id);
  }

  /** Whether the server itself says so, to this phone and now. */
  async isToBeWiped(id: Id): Promise<boolean> {
    const header = await readKeyFileHeader(this.platform.keyWorker, id);
    if (!header?.wrapped) return false;
    const { askServerWord } = await this.platform.opening();
    const chance = hex(this.platform.environment.random(16));
    return (await askServerWord(this.platform.transport, header, chance))?.status === 'wipe';
  }

  /** All that lies here is handed in first; what does not arrive stays sealed, and goes later. Then the keys go. */
  async wipe(id: Id): Promise<void> {
    await this.handIn(id, true).catch(() => undefined);
    await strikeKeys(this.platform.keyWorker, id);
    this.wiped();
  }

  private async obey(id: Id): Promise<void> {
    if ((await this.isToBeWiped(id)) && !this.isOpen()) await this.wipe(id);
  }

  handIn(id: Id, all: boolean): Promise<HandInOutcome> {
    this.sending.abort();
    const { signal } = this.patience;
    return this.locked(id, NOTHING, ({ handIn }, journal) => handIn(journal, this.platform.transport, { all, signal }));
  }

  /** Pictures and recordings, which may take long: whatever else is handed in goes first. Gives how many are left. */
  handInBlobs(id: Id): Promise<number> {
    this.sending.abort();
    this.sending = new AbortController();
    const signal = AbortSignal.any([this.patience.signal, this.sending.signal]);
    return this.locked(id, 0, ({ handInBlobs }, journal, name) =>
      handInBlobs(journal, name, this.platform.transport, signal),
    );
  }

  /** What was given up meanwhile asks nobody, and says what is left. */
  private locked<T>(
    id: Id,
    none: T,
    act: (steps: LockedSteps, journal: Journal, name: string) => Promise<T>,
  ): Promise<T> {
    return this.turn(async () => {
      if (this.isOpen()) return none;
      const steps = await this.platform.opening();
      return withJournalOf(this.platform, id, none, (journal, name) => act(steps, journal, name));
    });
  }

  /** A book opens: nothing is written beside it. */
  async stop(): Promise<void> {
    this.patience.abort();
    this.patience = new AbortController();
    await this.turn(async () => undefined);
  }
}
