/**
 * One live tab. A Web Lock is held for the tab's life; another tab asks it to step down, waits two seconds, then takes
 * the lock by force, and the old one drops everything. No key is ever sent between tabs.
 *
 *     elsewhere ── takeOver ──▶ asking ── released or stolen ──▶ mine ── stolen ──▶ elsewhere
 */

const NAME = 'pulih';
const PATIENCE = 2000;

export interface TabLocks {
  /** Resolves with how to let go, or undefined where somebody else has it. `lost`: it was taken by force. */
  take(how: 'if-free' | 'wait' | 'steal', lost: () => void): Promise<(() => void) | undefined>;
  ask(): void;
  onAsked(act: () => void): void;
}

export interface TabHandover {
  /** Asked by another tab: seals and drops everything before that one goes on. */
  stepDown(): Promise<void>;
  /** Too late to write anything. */
  lost(): Promise<void>;
}

export class LiveTab {
  state: 'mine' | 'elsewhere' | 'asking' = 'asking';
  private readonly locks: TabLocks;
  private readonly moved: () => void;
  private readonly leave: TabHandover;
  private release: (() => void) | undefined;

  constructor(locks: TabLocks, leave: TabHandover, moved: () => void) {
    this.locks = locks;
    this.moved = moved;
    this.leave = leave;
    locks.onAsked(() => {
      if (this.state === 'mine') void leave.stepDown().finally(() => this.letGo());
    });
  }

  async claim(): Promise<void> {
    await this.take('if-free');
  }

  async takeOver(): Promise<void> {
    if (this.state === 'mine') return;
    this.become('asking');
    this.locks.ask();
    if (!(await this.take('wait'))) await this.take('steal');
  }

  private async take(how: 'if-free' | 'wait' | 'steal'): Promise<boolean> {
    this.release = await this.locks.take(how, () => this.lost());
    if (this.release || how !== 'wait') this.become(this.release ? 'mine' : 'elsewhere');
    return this.release !== undefined;
  }

  private lost(): void {
    this.become('elsewhere');
    void this.leave.lost();
  }

  private letGo(): void {
    this.release?.();
    this.release = undefined;
    this.become('elsewhere');
  }

  private become(state: LiveTab['state']): void {
    this.state = state;
    this.moved();
  }
}

/** Where the browser has no locks the app does not work at all, and says so. */
export function browserTabLocks(): TabLocks {
  const channel = new BroadcastChannel(NAME);
  return {
    take,
    ask: () => channel.postMessage('ask'),
    onAsked: (act) => channel.addEventListener('message', act),
  };
}

function take(how: 'if-free' | 'wait' | 'steal', lost: () => void): Promise<(() => void) | undefined> {
  const options: LockOptions = {
    ...(how === 'if-free' ? { ifAvailable: true } : {}),
    ...(how === 'steal' ? { steal: true } : {}),
    ...(how === 'wait' ? { signal: AbortSignal.timeout(PATIENCE) } : {}),
  };
  if (!navigator.locks) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    let held = false;
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (!lock) return undefined;
      held = true;
      return new Promise((letGo) => resolve(() => letGo()));
    };
    // Rejects when the patience ends before it is held, or when it is stolen after.
    navigator.locks.request(NAME, options, hold).then(
      () => resolve(undefined),
      () => (held ? lost() : resolve(undefined)),
    );
  });
}
