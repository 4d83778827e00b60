/**
 * A small server for tests, written from the protocol and not from the API's code. Everything in memory, so that it
 * can be restored and broken.
 *
 *     ServerFeeds (rows, follows, the pen, backups) ◀── ChangeRules (one change) ◀── FakeServer (push, pull)
 */

import { DigestCache, followsHash } from '../../src/core/sync/digest.ts';
import type { SyncWire } from '../../src/core/sync/wire.ts';
import type {
  ApiAnswer,
  EnrolmentStatus,
  Problem,
  PullRequest,
  PullResponse,
  PushRequest,
  PushResponse,
  Reference,
  ToldRecord,
} from '../../src/core/types.ts';
import type { ServerRecord } from './feeds.ts';
import type { ScriptedNetwork } from './network.ts';
import { ChangeRules, problem } from './rules.ts';

export class FakeServer extends ChangeRules {
  private readonly digestCache = new DigestCache();
  clock = (): number => Date.UTC(2026, 10, 24, 8);
  standing: EnrolmentStatus = 'active';

  private meets({ protocol, epoch, cursor }: PushRequest | PullRequest): Problem | undefined {
    if (protocol !== 1) return problem('app-too-old', 409);
    if (epoch !== this.state.epoch) {
      return problem('epoch-changed', 409, { epoch: this.state.epoch, begun: this.begunSince(epoch) });
    }
    const behind = Object.entries(cursor).some(([home, n]) => n > (this.state.pen[home] ?? 0));
    return behind ? problem('server-behind', 409) : undefined;
  }

  private said() {
    const { epoch, started, done } = this.state;
    const now = new Date(this.clock()).toISOString();
    return { epoch, started, done, now, nonce: 'nonce', enrolment: { status: this.standing } };
  }

  async push(agent: string, enrolment: string, ask: PushRequest): Promise<ApiAnswer<PushResponse>> {
    const no = this.meets(ask);
    if (no) return { is: 'problem', problem: no };
    const results = ask.changes.map((change) => this.apply(agent, enrolment, structuredClone(change)));
    const found = ask.found?.map((one) => this.takeFound(agent, enrolment, structuredClone(one)));
    return { is: 'answer', body: structuredClone({ ...this.said(), results, ...(found ? { found } : {}) }) };
  }

  async pull(agent: string, ask: PullRequest, limit: number): Promise<ApiAnswer<PullResponse>> {
    const no = this.meets(ask);
    if (no) return { is: 'problem', problem: no };
    const feeds = this.followed(agent);
    const homes = [...new Set(Object.values(feeds))].sort();
    const rows = Object.entries(this.state.rows).filter(([, row]) => row.feed in feeds);
    const due = rows
      .filter(([, row]) => row.told > (ask.cursor[feeds[row.feed] ?? ''] ?? 0))
      .sort(([, a], [, b]) => (feeds[a.feed] ?? '').localeCompare(feeds[b.feed] ?? '') || a.told - b.told);
    const page = due.slice(0, limit);
    const more = due.length > limit;
    const cursor = Object.fromEntries(
      homes.flatMap((home) => (home in ask.cursor ? [[home, ask.cursor[home] ?? 0]] : [])),
    );
    for (const [, row] of page) cursor[feeds[row.feed] ?? ''] = row.told;
    if (!more) for (const home of homes) cursor[home] = this.state.pen[home] ?? 0;
    const told = page.map(([record, row]): ToldRecord => this.toldOf(record, row, feeds[row.feed] ?? ''));
    const changed = (await followsHash(feeds)) !== ask.follows;
    const body: PullResponse = {
      ...this.said(),
      told,
      cursor,
      more,
      reference: REFERENCE.hash,
      ...(changed ? { feeds } : {}),
      ...(more ? {} : { digest: await this.digests(rows, feeds, homes) }),
    };
    return { is: 'answer', body: structuredClone(body) };
  }

  private async digests(rows: [string, ServerRecord][], feeds: { [feed: string]: string }, homes: string[]) {
    const live = rows.filter(([, row]) => row.fields !== null);
    const digests = homes.map(async (home) => {
      const there = live.filter(([, row]) => feeds[row.feed] === home);
      return [home, await this.digestCache.digestOf(there.map(([record, { n }]) => ({ record, n })))] as const;
    });
    return Object.fromEntries(await Promise.all(digests));
  }

  wire(agent: string, enrolment: string, network: ScriptedNetwork): SyncWire {
    return {
      push: (ask) => network.through(() => this.push(agent, enrolment, structuredClone(ask))),
      pull: (ask) => network.through(() => this.pull(agent, structuredClone(ask), network.limit)),
      abandon: () => undefined,
      reference: () => network.through(async () => ({ is: 'answer', body: REFERENCE })),
    };
  }
}

const REFERENCE: Reference = {
  hash: 'r1',
  unit: { id: 'U1', name: 'Unit', timezone: 'Asia/Jakarta', village: null, kabupaten: null },
  agents: [],
  units: [],
  partners: [],
  villages: [],
};
