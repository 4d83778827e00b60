/** The fake server’s feeds: rows, follows, the pen, telling again, backups, erasure. One object, so that it can be copied. */

import type { ChangeResult, FieldValues, Json, Question, ToldRecord } from '../../src/core/types.ts';

export interface ServerRecord {
  readonly feed: string;
  readonly kind: string;
  fields: FieldValues | null;
  questions: { [field: string]: Question[] };
  n: number;
  told: number;
  by: string;
  at: string;
}

export interface AppliedChange {
  readonly content: string;
  readonly by: string;
  readonly result: ChangeResult;
  readonly lost: FieldValues;
}

type FollowStatus = 'on' | 'handed_over' | 'revoked';

/** What a backup copies. */
interface ServerState {
  epoch: string;
  pen: { [home: string]: number };
  feeds: { [feed: string]: string };
  follows: { [agentFeed: string]: FollowStatus };
  rows: { [record: string]: ServerRecord };
  changes: { [id: string]: AppliedChange };
  times: { [id: string]: number };
  started: number;
  done: number;
  /** Where the pens stood when each epoch after the first began, oldest first. */
  begun: { epoch: string; pen: { [home: string]: number } }[];
}

export const followKey = (agent: string, feed: string): string => `${agent} ${feed}`;

export class ServerFeeds {
  state: ServerState = {
    epoch: 'epoch-1',
    pen: {},
    feeds: {},
    follows: {},
    rows: {},
    changes: {},
    times: {},
    started: 0,
    done: 0,
    begun: [],
  };
  /** {agent: home of her unit} */
  readonly unitOf: { [agent: string]: string };
  private epochs = 1;
  private copying: ServerState | undefined;
  backup: ServerState | undefined;

  constructor(unitOf: { readonly [agent: string]: string }) {
    this.unitOf = { ...unitOf };
    for (const home of new Set(Object.values(unitOf))) {
      this.state.pen[home] = 0;
      this.state.feeds[home] = home;
    }
  }

  protected tell(record: string, again = false): number {
    const row = this.row(record);
    const home = this.state.feeds[row.feed] ?? '';
    const number = (this.state.pen[home] ?? 0) + 1;
    this.state.pen[home] = number;
    row.told = number;
    if (!again) row.n = number;
    return number;
  }

  protected row(record: string): ServerRecord {
    const row = this.state.rows[record];
    if (!row) throw new TypeError(`no ${record}`);
    return row;
  }

  grant(agent: string, feed: string): void {
    this.state.follows[followKey(agent, feed)] = 'on';
    this.tellAgain(feed);
  }

  private tellAgain(feed: string): void {
    const rows = Object.entries(this.state.rows).filter(([, row]) => row.feed === feed);
    for (const [record] of rows.sort(([, a], [, b]) => a.told - b.told)) this.tell(record, true);
  }

  /** Who joins has the papers told again, like a case. */
  join(agent: string, unit: string): void {
    this.unitOf[agent] = unit;
    this.tellAgain(unit);
  }

  end(agent: string, feed: string, reason: Exclude<FollowStatus, 'on'>): void {
    this.state.follows[followKey(agent, feed)] = reason;
  }

  erase(feed: string): void {
    for (const [record, row] of Object.entries(this.state.rows)) {
      if (row.feed !== feed) continue;
      Object.assign(row, { fields: null, questions: {} });
      this.tell(record);
    }
  }

  /** From the journal beside the database, also where the restored copy never knew it. */
  eraseAgain(feed: string, home: string): void {
    this.state.feeds[feed] ??= home;
    const nothing = { kind: 'client', questions: {}, n: 0, told: 0, by: '', at: '' };
    this.state.rows[feed] ??= { ...nothing, feed, fields: null };
    this.erase(feed);
  }

  gone(record: string): boolean {
    return this.state.rows[record]?.fields === null;
  }

  beginBackup(): void {
    this.state.started += 1;
    this.copying = structuredClone(this.state);
  }

  endBackup(): void {
    if (!this.copying) return;
    this.backup = this.copying;
    this.copying = undefined;
    this.state.done = Math.max(this.state.done, this.backup.started);
  }

  restore(): void {
    if (!this.backup) return;
    this.epochs += 1;
    const state = structuredClone(this.backup);
    this.copying = undefined;
    const epoch = `epoch-${this.epochs}`;
    this.state = { ...state, epoch, begun: [...state.begun, { epoch, pen: { ...state.pen } }], done: state.started };
  }

  /** The lowest beginning after the epoch she last met; of one that this copy does not know: nothing, which counts as 0. */
  begunSince(met: string): { [home: string]: number } {
    const { begun } = this.state;
    const at = met === 'epoch-1' ? 0 : begun.findIndex(({ epoch }) => epoch === met) + 1;
    const later = at > 0 || met === 'epoch-1' ? begun.slice(at) : [];
    const homes = Object.keys(later[0]?.pen ?? {});
    return Object.fromEntries(homes.map((home) => [home, Math.min(...later.map(({ pen }) => pen[home] ?? 0))]));
  }

  protected toldOf(
    record: string,
    { n, told, kind, feed, fields, questions, by, at }: ServerRecord,
    home: string,
  ): ToldRecord {
    const open = Object.entries(questions).filter(([, all]) => all.length > 0);
    const values = Object.entries(fields ?? {}).filter(([, value]) => value !== null);
    const asked = open.length > 0 ? [['questions', Object.fromEntries(open) as unknown as Json]] : [];
    const body = fields && (Object.fromEntries([...values, ...asked]) as FieldValues);
    return { n, told, kind, record, feed, home, body, by, at };
  }

  /** Not the units' own papers, which nobody is invited to. */
  cases(): string[] {
    return Object.keys(this.state.feeds)
      .filter((feed) => this.state.feeds[feed] !== feed)
      .sort();
  }

  /** By invitation a case, by belonging her unit's own papers. */
  followed(agent: string): { [feed: string]: string } {
    const unit = this.unitOf[agent];
    const on = Object.entries(this.state.follows).filter(
      ([who, follow]) => follow === 'on' && who.startsWith(`${agent} `),
    );
    const cases = on.map(([who]) => who.slice(agent.length + 1)).map((feed) => [feed, this.state.feeds[feed] ?? '']);
    return Object.fromEntries([...cases, ...(unit ? [[unit, unit]] : [])]);
  }

  /** As it is told, without what was erased. */
  toldTo(agent: string): { [record: string]: FieldValues } {
    const feeds = this.followed(agent);
    const rows = Object.entries(this.state.rows).filter(([, row]) => row.feed in feeds && row.fields !== null);
    return Object.fromEntries(rows.map(([record, row]) => [record, this.toldOf(record, row, '').body ?? {}]));
  }
}
