/**
 * How much is asked of the line at once. A line that lives for eight kilobytes still delivers: what breaks is asked for
 * again in half, what comes through may be twice as much the next time. Lives in memory, as long as the app is open.
 */

/**
 * What came within so many ms may be twice as much and is still far from what a question waits. Over 64 kbit/s with a
 * second there and back each question is a second in which nothing comes, so few large ones are sooner whole.
 */
const SWIFT = 8_000;

export class LinePace {
  size: number;
  private readonly usual: number;
  private readonly most: number;

  /** `most`: only for as long as what is asked comes swiftly. */
  constructor(usual: number, most = usual) {
    this.size = usual;
    this.usual = usual;
    this.most = most;
  }

  /** Whether there is something smaller to try. */
  shrink(asked: number): boolean {
    if (asked <= 1) return false;
    this.size = Math.max(1, Math.floor(asked / 2));
    return true;
  }

  /** `took`: from the question to the whole answer, in ms. */
  grow(took: number): void {
    const bound = took < SWIFT ? this.most : Math.max(this.usual, this.size);
    this.size = Math.min(bound, this.size * 2);
  }
}

/** Changes a push, records a page of a pull. A page of 200 is some 60 KB packed at the most. */
export interface SyncPace {
  readonly push: LinePace;
  readonly pull: LinePace;
}

/** Changes a push carries at the most, handed-in records too. */
export const BATCH_SIZE = 200;
const PAGE_SIZE = 200;
/** As many as the server tells at once. */
const LARGEST_PAGE = 1000;

export const freshPace = (): SyncPace => ({
  push: new LinePace(BATCH_SIZE),
  pull: new LinePace(PAGE_SIZE, LARGEST_PAGE),
});
