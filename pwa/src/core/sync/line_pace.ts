/**
 * How much is asked of the line at once. A line that lives for eight kilobytes still delivers: what breaks is asked for
 * again in half, what comes through may be twice as much the next time. Lives in memory, as long as the app is open.
 */

export class LinePace {
  size: number;
  private readonly most: number;

  constructor(most: number) {
    this.size = most;
    this.most = most;
  }

  /** Whether there is something smaller to try. */
  shrink(asked: number): boolean {
    if (asked <= 1) return false;
    this.size = Math.max(1, Math.floor(asked / 2));
    return true;
  }

  grow(): void {
    this.size = Math.min(this.most, this.size * 2);
  }
}

/** Changes a push, records a page of a pull. A page of 200 is some 60 KB packed. */
export interface SyncPace {
  readonly push: LinePace;
  readonly pull: LinePace;
}

/** Changes a push carries at the most, handed-in records too. */
export const BATCH_SIZE = 200;
const PAGE_SIZE = 200;

export const freshPace = (): SyncPace => ({ push: new LinePace(BATCH_SIZE), pull: new LinePace(PAGE_SIZE) });
