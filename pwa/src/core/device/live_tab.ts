/**
 * One live tab. A Web Lock is held for the tab's life; another tab asks it to step down, waits two seconds, then takes
 * the lock by force, and the old one drops everything. No key is ever sent between tabs. Who comes waits those two
 * seconds too: a page that is loaded anew may begin before the browser has ended the one that it follows.
 *
 *     asking ── free, or freed in time ──▶ mine ── asked, or stolen ──▶ elsewhere ── takeOver ──▶ asking
 */

const NAME = 'pulih';
const PATIENCE = 2000;

export interface TabLocks {
  /** Resolves with how to let go, or undefined where somebody else has it. `lost`: it was taken by force. */
  take(how: 'wait' | 'steal', lost: () => void): Promise<(() => void) | undefined>;
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
    this.become((await this.got('wait')) ? 'mine' : 'elsewhere');
  }

  async takeOver(): Promise<void> {
    if (this.state === 'mine') return;
    this.become('asking');
    this.locks.ask();
    this.become((await this.got('wait')) || (await this.got('steal')) ? 'mine' : 'elsewhere');
  }

  private async got(how: 'wait' | 'steal'): Promise<boolean> {
    this.release = await this.locks.take(how, () => this.lost());
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

function take(how: 'wait' | 'steal', lost: () => void): Promise<(() => void) | undefined> {
  const options: LockOptions = how === 'steal' ? { steal: true } : { signal: AbortSignal.timeout(PATIENCE) };
  if (!navigator.locks) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    let held = false;
    const hold = (): Promise<void> => {
      held = true;
      return new Promise((letGo) => resolve(letGo));
    };
    // Rejects when the patience ends before it is held, or when it is stolen after.
    navigator.locks.request(NAME, options, hold).then(
      () => resolve(undefined),
      () => (held ? lost() : resolve(undefined)),
    );
  });
}
