/** The rehearsal's feeds: rows, follows, the pen, telling again, backups, erasure. One object, so that it can be copied. */

import type { Fields, Json, Question, Result, Told } from '../../src/core/types.ts';

export interface Row {
  readonly feed: string;
  readonly kind: string;
  fields: Fields | null;
  questions: { [field: string]: Question[] };
  n: number;
  told: number;
  last: string;
  by: string;
  at: string;
}

export interface Applied {
  readonly content: string;
  readonly by: string;
  readonly result: Result;
  readonly lost: Fields;
}

type Follow = 'on' | 'handed_over' | 'revoked';

/** What a backup copies. */
interface State {
  epoch: string;
  pen: { [home: string]: number };
  feeds: { [feed: string]: string };
  follows: { [agentFeed: string]: Follow };
  rows: { [record: string]: Row };
  changes: { [id: string]: Applied };
  times: { [id: string]: number };
  started: number;
  done: number;
  /** Where the pens stood when each epoch after the first began, oldest first. */
  begun: { epoch: string; pen: { [home: string]: number } }[];
}

export const key = (agent: string, feed: string): string => `${agent} ${feed}`;

export class Feeds {
  state: State = {
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
  readonly unitOf: { readonly [agent: string]: string };
  private epochs = 1;
  private copying: State | undefined;
  backup: State | undefined;

  constructor(unitOf: { readonly [agent: string]: string }) {
    this.unitOf = unitOf;
    for (const home of new Set(Object.values(unitOf))) this.state.pen[home] = 0;
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

  protected row(record: string): Row {
    const row = this.state.rows[record];
    if (!row) throw new TypeError(`no ${record}`);
    return row;
  }

  grant(agent: string, feed: string): void {
    this.state.follows[key(agent, feed)] = 'on';
    const rows = Object.entries(this.state.rows).filter(([, row]) => row.feed === feed);
    for (const [record] of rows.sort(([, a], [, b]) => a.told - b.told)) this.tell(record, true);
  }

  end(agent: string, feed: string, reason: Exclude<Follow, 'on'>): void {
    this.state.follows[key(agent, feed)] = reason;
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
    const nothing = { kind: 'client', questions: {}, n: 0, told: 0, last: feed, by: '', at: '' };
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

  protected toldOf(record: string, { n, told, last, kind, feed, fields, questions, by, at }: Row, home: string): Told {
    const open = Object.entries(questions).filter(([, all]) => all.length > 0);
    const values = Object.entries(fields ?? {}).filter(([, value]) => value !== null);
    const asked = open.length > 0 ? [['questions', Object.fromEntries(open) as unknown as Json]] : [];
    const body = fields && (Object.fromEntries([...values, ...asked]) as Fields);
    return { n, told, id: last, kind, record, feed, home, body, by, at };
  }

  followed(agent: string): { [feed: string]: string } {
    const on = Object.entries(this.state.follows).filter(
      ([who, follow]) => follow === 'on' && who.startsWith(`${agent} `),
    );
    return Object.fromEntries(
      on.map(([who]) => who.slice(agent.length + 1)).map((feed) => [feed, this.state.feeds[feed] ?? '']),
    );
  }

  /** As it is told, without what was erased. */
  toldTo(agent: string): { [record: string]: Fields } {
    const feeds = this.followed(agent);
    const rows = Object.entries(this.state.rows).filter(([, row]) => row.feed in feeds && row.fields !== null);
    return Object.fromEntries(rows.map(([record, row]) => [record, this.toldOf(record, row, '').body ?? {}]));
  }
}
