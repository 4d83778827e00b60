import type { ApiAnswer } from '../../src/core/types.ts';

/** What the line does to the next asks: 'out' is heard by nobody, 'lost' is done but its answer never comes. */
export class ScriptedNetwork {
  readonly coming: ('fine' | 'out' | 'lost')[] = [];
  limit = 500;
  /** Asks that reached the server. */
  asks = 0;

  async through<T>(ask: () => Promise<ApiAnswer<T>>): Promise<ApiAnswer<T>> {
    const now = this.coming.shift() ?? 'fine';
    if (now === 'out') return { is: 'offline' };
    this.asks += 1;
    const answer = await ask();
    return now === 'lost' ? { is: 'offline' } : answer;
  }
}
