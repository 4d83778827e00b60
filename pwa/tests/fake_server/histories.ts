/**
 * One history: two units, four phones, and what must hold at its end. The real keys, local store, casebook and sync take part;
 * only files, network and server are in memory.
 */

import { expect } from 'vitest';
import { canonical, same } from '../../src/core/store/canonical_json.ts';
import type { FieldValues, Json, RecordView } from '../../src/core/types.ts';
import { FakeServer } from './fake_server.ts';
import type { HistoryStep } from './history_steps.ts';
import { MemoryJournal } from './memory_journal.ts';
import { EXCLUSIVE_FIELD, INVALID_VALUE, UNIT_KIND } from './rules.ts';
import { TestPhone } from './test_phone.ts';

export const AGENTS = { s1: 'S', s2: 'S', d1: 'D', b1: 'B' } as const;
const UNITS = {
  S: '01900000-0000-7000-8000-00000000000a',
  D: '01900000-0000-7000-8000-00000000000a',
  B: '01900000-0000-7000-8000-00000000000b',
};
export const PHONES = Object.keys(AGENTS) as (keyof typeof AGENTS)[];
const FIELDS = ['note', 'place', EXCLUSIVE_FIELD];

export class SyncHistory {
  readonly server = new FakeServer(UNITS);
  readonly phones: TestPhone[] = [];
  /** Every value that ever stood on a phone's screen. */
  private readonly shown = new Map<string, Set<string>>();
  private readonly saved = new Map<string, { phone: TestPhone; feed: string }>();
  private readonly erased = new Set<string>();
  /** What every restore must do again: the small journal beside the database. */
  private readonly after: (() => void)[] = [];
  /** What a phone held, of a case it followed, when the server was restored. */
  private must: { one: TestPhone; record: string; feed: string }[] = [];
  protected count = 0;

  async begin(): Promise<void> {
    for (const at of PHONES.keys()) await this.enrol(at, at + 1);
    await this.go({ do: 'register', phone: 0, i: 0 });
    await this.go({ do: 'register', phone: 3, i: 0 });
    for (const one of this.phones) await one.sync();
    for (const agent of ['S', 'D', 'B']) for (const feed of this.server.cases()) this.grant(agent, feed);
    for (const one of this.phones) await one.sync();
  }

  protected async enrol(at: number, seed: number): Promise<void> {
    const name = PHONES[at] ?? 's1';
    const disk = new MemoryJournal();
    this.phones[at] = await TestPhone.enrolled(this.server, AGENTS[name], name, seed, async () => disk.open());
  }

  /** The phone is lost, and with it whatever only it knew; its owner gets another. */
  protected async river(at: number): Promise<void> {
    const lost = this.phones[at];
    this.count += 100;
    await this.enrol(at, this.count);
    for (const [id, { phone }] of this.saved) if (phone === lost) this.saved.delete(id);
    this.must = this.must.filter(({ one }) => one !== lost);
  }

  protected grant(agent: string, feed: string): void {
    const now = this.server.state.follows[`${agent} ${feed}`];
    if (now !== 'on' && now !== 'revoked') this.server.grant(agent, feed);
  }

  async go(step: HistoryStep): Promise<void> {
    if ('phone' in step) {
      const one = this.phones[step.phone];
      if (one) await this.onPhone(one, step);
    } else this.inOffice(step.do, step.i);
  }

  private async onPhone(one: TestPhone, step: HistoryStep & { phone: number }): Promise<void> {
    this.look(one);
    switch (step.do) {
      case 'register':
        return this.save(one, 'client', { set: { note: this.value(one), [EXCLUSIVE_FIELD]: 'registered' } });
      case 'paper':
        return this.save(one, UNIT_KIND, {
          feed: UNITS[one.agent as keyof typeof UNITS],
          set: { note: this.value(one) },
        });
      case 'visit': {
        const feed = this.pick(one.book.all('client'), step.i)?.feed;
        return feed
          ? this.save(one, 'visit', { feed, set: { note: step.bad ? INVALID_VALUE : this.value(one) } })
          : undefined;
      }
      case 'edit':
        return this.edit(one, step.i, FIELDS[step.field] ?? 'note', step.bad);
      case 'answer':
        return this.answer(one, step.i);
      case 'sync':
        await one.sync();
        return;
      case 'kill':
        return one.reopen();
      case 'river':
        return this.river(step.phone);
      case 'network':
        one.network.coming.push(...step.coming);
        one.network.limit = step.limit;
    }
  }

  protected value(one: TestPhone): string {
    this.count += 1;
    return `${one.name} ${this.count}`;
  }

  private pick<T>(from: readonly T[], at: number): T | undefined {
    return from[at % Math.max(1, from.length)];
  }

  protected async save(
    one: TestPhone,
    kind: string,
    saving: { record?: string; feed?: string; set: FieldValues; answers?: string[] },
  ) {
    const before = new Set(one.store.outbox.keys());
    const screen = this.written(one).find(({ id }) => id === saving.record)?.fields;
    await one.book.save(kind, saving);
    for (const [id, { change }] of one.store.outbox) {
      if (before.has(id)) continue;
      this.saved.set(id, { phone: one, feed: change.feed });
      for (const [field, value] of Object.entries(change.was ?? {})) {
        const seen = screen?.[field] ?? null;
        expect(canonical(value), 'was is what the screen shows').toBe(canonical(seen));
      }
    }
    this.look(one);
  }

  private async edit(one: TestPhone, at: number, field: string, bad: boolean): Promise<void> {
    const record = this.pick(this.written(one), at);
    if (!record) return;
    const value = bad && field !== EXCLUSIVE_FIELD ? INVALID_VALUE : this.value(one);
    await this.save(one, record.kind, { record: record.id, set: { [field]: value } });
  }

  private written({ book }: TestPhone): RecordView[] {
    return ['client', 'visit', UNIT_KIND].flatMap((kind) => book.all(kind));
  }

  protected async answer(one: TestPhone, at: number): Promise<void> {
    const open = this.pick(one.book.questions(), at);
    if (!open) return;
    const value = at % 2 === 0 ? open.now : (open.asked[0]?.value ?? null);
    const seen = this.shown.get(`${one.name} ${open.record.id} ${open.field}`);
    seen?.add(canonical(value));
    const answers = open.asked.map(({ change }) => change);
    await this.save(one, open.record.kind, { record: open.record.id, set: { [open.field]: value }, answers });
  }

  /** Remembers what stands on a screen. */
  protected look(one: TestPhone): void {
    for (const record of this.written(one)) {
      for (const field of FIELDS) {
        const key = `${one.name} ${record.id} ${field}`;
        const seen = this.shown.get(key) ?? new Set();
        this.shown.set(key, seen.add(canonical(record.fields[field])));
      }
    }
  }

  private inOffice(what: string, at: number): void {
    const { server } = this;
    const feeds = server.cases();
    const feed = this.pick(feeds, at);
    const agent = this.pick(['S', 'D', 'B'], at) ?? 'S';
    if (what === 'begin backup' || what === 'back up') server.beginBackup();
    if (what === 'end backup' || what === 'back up') server.endBackup();
    if (what === 'restore' && server.backup) this.restore();
    if (!feed) return;
    if (what === 'grant') this.grant(agent, feed);
    if (what === 'hand over' || what === 'revoke') this.excuse(agent, feed);
    if (what === 'hand over' && server.state.follows[`${agent} ${feed}`] === 'on')
      server.end(agent, feed, 'handed_over');
    if (what === 'revoke' && server.state.follows[`${agent} ${feed}`] === 'on') {
      server.end(agent, feed, 'revoked');
      this.after.push(() => {
        if (server.state.follows[`${agent} ${feed}`] === 'on') server.end(agent, feed, 'revoked');
      });
    }
    if (what === 'erase') this.erase(feed);
    if (what === 'spoil') this.spoil(at);
  }

  /** What phones hold of cases they still follow must be there again in the end. */
  protected restore(): void {
    this.server.restore();
    for (const again of this.after) again();
    this.must = [];
    for (const one of this.phones) {
      const followed = this.server.followed(one.agent);
      for (const { record, feed } of one.store.records.values())
        if (feed in followed) this.must.push({ one, record, feed });
    }
  }

  protected excuse(agent: string, feed: string): void {
    this.must = this.must.filter((must) => must.feed !== feed || must.one.agent !== agent);
  }

  protected erase(feed: string): void {
    this.erased.add(feed);
    this.server.erase(feed);
    this.after.push(() => this.server.eraseAgain(feed, UNITS.S));
  }

  /** A phone's memory and disk are not what was told: the digest must heal it. */
  private spoil(at: number): void {
    const one = this.pick(this.phones, at);
    const held = one && this.pick([...one.store.records.values()], at);
    if (held) one.store.records.set(held.record, { ...held, n: held.n + 1 });
  }

  async end(): Promise<void> {
    for (const one of this.phones) {
      one.network.coming.length = 0;
      one.environment.pass(25 * 3_600_000);
    }
    for (let round = 0; round < 5; round += 1) for (const one of this.phones) await one.sync();
    for (const one of this.phones) await this.converged(one);
    for (const [id, { phone, feed }] of this.saved) {
      const entry = phone.store.outbox.get(id);
      const mended = [...phone.store.outbox.values()].some(({ change }) => change.instead_of === id);
      const here = (entry !== undefined && entry.status !== 'sent') || mended;
      expect(here || id in this.server.state.changes || this.erased.has(feed), `${id} is lost`).toBe(true);
      expect(this.server.state.times[id] ?? 0, `${id} came twice`).toBeLessThan(2);
    }
    for (const { record, feed } of this.must) {
      expect(record in this.server.state.rows || this.erased.has(feed), `${record}, once told, is lost`).toBe(true);
    }
    for (const feed of this.erased) expect(this.server.gone(feed), 'what was erased has come back').toBe(true);
  }

  private async converged(one: TestPhone): Promise<void> {
    const told = this.server.toldTo(one.agent);
    const held = Object.fromEntries([...one.store.records].map(([record, { body }]) => [record, body]));
    expect(
      same(held as Json, told as Json),
      `${one.name} holds what it is told: ${canonical(held as Json)} / ${canonical(told as Json)}`,
    ).toBe(true);
    await one.reopen();
    const again = Object.fromEntries([...one.store.records].map(([record, { body }]) => [record, body]));
    expect(same(again as Json, told as Json), `${one.name} holds it on the disk`).toBe(true);
    expect(Object.keys(one.keys.table.feeds).sort()).toEqual([...one.store.feeds.keys()].sort());
  }
}
