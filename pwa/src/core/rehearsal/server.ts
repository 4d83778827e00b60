/**
 * A small server for rehearsals, written from the protocol and not from the API's code: feeds, follows, the pen, lay and
 * clash, questions, epochs, backups, erasure. Everything in memory, so that it can be copied, restored and broken.
 */

import { same } from '../canonical.ts';
import { followsHash, Leaves } from '../digest.ts';
import type {
  Answer,
  Change,
  Fields,
  Found,
  FoundResult,
  Json,
  Problem,
  PullAnswer,
  PullAsk,
  PushAnswer,
  PushAsk,
  Question,
  Reference,
  Result,
  Standing,
  Told,
} from '../types.ts';
import type { Wire } from '../wire.ts';

interface Row {
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

interface Applied {
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
  begun: { [home: string]: number };
}

/** A status moves by its own rule: a clash on it refuses the change. */
export const GUARDED = 'status';
/** What the rehearsal's validation does not take. */
export const BAD = 'bad';

const problem = (kebab: string, status: number, more: Partial<Problem> = {}): Problem => ({
  type: `/problems/${kebab}`,
  title: kebab,
  status,
  detail: kebab,
  ...more,
});

const key = (agent: string, feed: string): string => `${agent} ${feed}`;

export class RehearsalServer {
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
    begun: {},
  };
  /** {agent: home of her unit} */
  readonly unitOf: { readonly [agent: string]: string };
  readonly referenceHash = 'r1';
  private epochs = 1;
  private copying: State | undefined;
  backup: State | undefined;
  private readonly leaves = new Leaves();
  clock = (): number => Date.UTC(2026, 10, 24, 8);
  standing: Standing = 'active';

  constructor(unitOf: { readonly [agent: string]: string }) {
    this.unitOf = unitOf;
    for (const home of new Set(Object.values(unitOf))) this.state.pen[home] = 0;
  }

  // ------------------------------------------------------------------------------------------ telling

  private tell(record: string, again = false): number {
    const row = this.row(record);
    const home = this.state.feeds[row.feed] ?? '';
    const number = (this.state.pen[home] ?? 0) + 1;
    this.state.pen[home] = number;
    row.told = number;
    if (!again) row.n = number;
    return number;
  }

  private row(record: string): Row {
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

  // ------------------------------------------------------------------------------------------ backups

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
    this.state = { ...state, epoch: `epoch-${this.epochs}`, begun: { ...state.pen }, done: state.started };
  }

  // ------------------------------------------------------------------------------------------ one change

  private apply(agent: string, enrolment: string, change: Change): Result {
    const { id, record, feed } = change;
    const known = this.state.changes[id];
    const content = JSON.stringify(change);
    if (known) {
      return known.by === agent && known.content === content ? known.result : refused(id, problem('not-allowed', 409));
    }
    const right = this.right(agent, change);
    if (right) return { id, answer: 'waiting', problem: problem(right, 404) };
    if (this.gone(record) || this.gone(feed)) return { id, answer: 'erased' };
    const row = this.state.rows[record];
    if ((row && row.feed !== feed) || (!row && change.was))
      return { id, answer: 'waiting', problem: problem('not-found', 404) };
    if (Object.values(change.set).includes(BAD)) return refused(id, problem('invalid', 422));
    const lost = row ? this.lay(row, change) : {};
    if (GUARDED in lost)
      return refused(id, problem('not-allowed', 409, { field: GUARDED, current: row?.fields?.[GUARDED] ?? null }));
    this.write(agent, enrolment, change, lost);
    const n = this.tell(record);
    const home = this.state.feeds[feed] ?? '';
    const fields = Object.keys(lost);
    const answer = fields.length > 0 ? 'merged' : 'applied';
    const result: Result = {
      id,
      answer,
      home,
      n,
      started: this.state.started,
      ...(fields.length > 0 ? { lost: fields } : {}),
    };
    this.state.changes[id] = { content, by: agent, result, lost };
    this.state.times[id] = (this.state.times[id] ?? 0) + 1;
    return result;
  }

  /** Why it must wait, if it must. */
  private right(agent: string, { record, feed, was }: Change): string | undefined {
    const follow = this.state.follows[key(agent, feed)];
    if (follow === 'revoked') return 'not-allowed';
    if (follow) return undefined;
    return record !== feed || was || feed in this.state.feeds ? 'not-found' : undefined;
  }

  private opensCase(agent: string, feed: string): void {
    this.state.feeds[feed] = this.unitOf[agent] ?? '';
    this.state.follows[key(agent, feed)] = 'on';
  }

  private lay({ fields }: Row, { set, was }: Change): Fields {
    const now = fields ?? {};
    return Object.fromEntries(
      Object.entries(set).filter(([field, value]) => !same(now[field], was?.[field]) && !same(now[field], value)),
    );
  }

  private write(agent: string, enrolment: string, change: Change, lost: Fields): void {
    const { id, kind, record, feed, set, answers = [], at } = change;
    const fresh: Row = { feed, kind, fields: {}, questions: {}, n: 0, told: 0, last: id, by: agent, at };
    const row = this.state.rows[record] ?? fresh;
    if (!(feed in this.state.feeds)) this.opensCase(agent, feed);
    this.state.rows[record] = row;
    const written = Object.fromEntries(Object.entries(set).filter(([field]) => !(field in lost)));
    row.fields = { ...row.fields, ...written };
    Object.assign(row, { last: id, by: agent, at });
    for (const [field, open] of Object.entries(row.questions)) {
      if (field in set) row.questions[field] = open.filter((one) => !answers.includes(one.change));
    }
    for (const [field, value] of Object.entries(lost))
      this.ask(row, field, { change: id, enrolment, value, by: agent, at });
  }

  private ask(row: Row, field: string, question: Question): void {
    const others = (row.questions[field] ?? []).filter((one) => one.enrolment !== question.enrolment);
    row.questions[field] = [...others, question];
  }

  private takeFound(agent: string, enrolment: string, found: Found): FoundResult {
    const { record, feed, kind, at } = found;
    const answered = (answer: FoundResult['answer']): FoundResult => ({ record, answer });
    if (this.gone(record) || this.gone(feed)) return answered('erased');
    const { questions: _, ...fields } = found.body;
    const change = { id: `found-${record}-${enrolment}`, kind, record, feed, at, set: fields };
    if (this.right(agent, change)) return answered('waiting');
    const row = this.state.rows[record];
    if (!row) {
      this.write(agent, enrolment, change, {});
      this.tell(record);
      return answered('made');
    }
    const other = Object.entries(fields).filter(([field, value]) => !same(row.fields?.[field], value));
    for (const [field, value] of other)
      this.ask(row, field, { change: change.id, enrolment: `found ${enrolment}`, value, by: agent, at });
    if (other.length > 0) this.tell(record);
    return answered(other.length > 0 ? 'asked' : 'same');
  }

  // ------------------------------------------------------------------------------------------ the door

  private meets({ protocol, epoch, cursor }: PushAsk | PullAsk): Problem | undefined {
    if (protocol !== 1) return problem('app-too-old', 409);
    if (epoch !== this.state.epoch) {
      return problem('epoch-changed', 409, { epoch: this.state.epoch, begun: { ...this.state.begun } });
    }
    const behind = Object.entries(cursor).some(([home, n]) => n > (this.state.pen[home] ?? 0));
    return behind ? problem('server-behind', 409) : undefined;
  }

  private said() {
    const { epoch, started, done } = this.state;
    const now = new Date(this.clock()).toISOString();
    return { epoch, started, done, now, nonce: 'nonce', enrolment: { status: this.standing } };
  }

  async push(agent: string, enrolment: string, ask: PushAsk): Promise<Answer<PushAnswer>> {
    const no = this.meets(ask);
    if (no) return { is: 'problem', problem: no };
    const results = ask.changes.map((change) => this.apply(agent, enrolment, structuredClone(change)));
    const found = ask.found?.map((one) => this.takeFound(agent, enrolment, structuredClone(one)));
    return { is: 'answer', body: structuredClone({ ...this.said(), results, ...(found ? { found } : {}) }) };
  }

  async pull(agent: string, ask: PullAsk, limit: number): Promise<Answer<PullAnswer>> {
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
    const told = page.map(([record, row]): Told => this.toldOf(record, row, feeds[row.feed] ?? ''));
    const changed = (await followsHash(feeds)) !== ask.follows;
    const body: PullAnswer = {
      ...this.said(),
      told,
      cursor,
      more,
      reference: this.referenceHash,
      ...(changed ? { feeds } : {}),
      ...(more ? {} : { digest: await this.digests(rows, feeds, homes) }),
    };
    return { is: 'answer', body: structuredClone(body) };
  }

  private toldOf(record: string, { n, told, last, kind, feed, fields, questions, by, at }: Row, home: string): Told {
    const open = Object.entries(questions).filter(([, all]) => all.length > 0);
    const values = Object.entries(fields ?? {}).filter(([, value]) => value !== null);
    const asked = open.length > 0 ? [['questions', Object.fromEntries(open) as unknown as Json]] : [];
    const body = fields && (Object.fromEntries([...values, ...asked]) as Fields);
    return { n, told, id: last, kind, record, feed, home, body, by, at };
  }

  private async digests(rows: [string, Row][], feeds: { [feed: string]: string }, homes: string[]) {
    const live = rows.filter(([, row]) => row.fields !== null);
    const digests = homes.map(async (home) => {
      const there = live.filter(([, row]) => feeds[row.feed] === home);
      return [home, await this.leaves.digestOf(there.map(([record, { n }]) => ({ record, n })))] as const;
    });
    return Object.fromEntries(await Promise.all(digests));
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

  wire(agent: string, enrolment: string, weather: Weather): Wire {
    return {
      push: (ask) => weather.through(() => this.push(agent, enrolment, structuredClone(ask))),
      pull: (ask) => weather.through(() => this.pull(agent, structuredClone(ask), weather.limit)),
      reference: () => weather.through(async () => ({ is: 'answer', body: REFERENCE })),
    };
  }
}

const refused = (id: string, why: Problem): Result => ({ id, answer: 'refused', problem: why });

const REFERENCE: Reference = {
  hash: 'r1',
  unit: { id: 'U1', name: 'Unit', timezone: 'Asia/Jakarta', village: null, kabupaten: null },
  agents: [],
  units: [],
  partners: [],
  villages: [],
};

/** What the line does to the next asks: 'out' is heard by nobody, 'lost' is done but its answer never comes. */
export class Weather {
  readonly coming: ('fine' | 'out' | 'lost')[] = [];
  limit = 500;
  /** Asks that reached the server. */
  asks = 0;

  async through<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const now = this.coming.shift() ?? 'fine';
    if (now === 'out') return { is: 'weather' };
    this.asks += 1;
    const answer = await ask();
    return now === 'lost' ? { is: 'weather' } : answer;
  }
}
