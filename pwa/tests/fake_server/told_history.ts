/**
 * A line of tests/vectors/histories.json, told to the phone's own code: the same steps as the server's simulator takes,
 * begun alike. What a step chooses among is in the order in which it was made.
 */

import { PHONES, SyncHistory } from './histories.ts';
import { EXCLUSIVE_FIELD } from './rules.ts';
import type { TestPhone } from './test_phone.ts';

export type ToldStep = readonly (string | number | boolean)[];
const FIELDS = ['place', 'note', 'place', EXCLUSIVE_FIELD];
const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)];

export class ToldHistory extends SyncHistory {
  private readonly clients: string[] = [];
  private readonly steps = new Map<string, (...words: never[]) => void | Promise<void>>([
    ['open client', (phone: string) => this.open(this.phone(phone))],
    ['visit', (phone: string, at: number) => this.visit(this.phone(phone), at)],
    ['edit', (phone: string, at: number, field: number) => this.change(this.phone(phone), at, field)],
    ['answer', (phone: string, _at: number, keep: boolean) => this.answer(this.phone(phone), keep ? 0 : 1)],
    ['sync', (phone: string, _size: number, limit: number) => this.syncs(this.phone(phone), limit)],
    ['sync all', (phone: string) => this.syncs(this.phone(phone), 500)],
    ['line', (phone: string, fate: 'out' | 'lost') => void this.phone(phone).network.coming.push(fate)],
    ['kill', (phone: string) => this.phone(phone).reopen()],
    ['drown', (phone: string) => this.river(PHONES.indexOf(phone as 's1'))],
    ['invite', (agent: string, at: number) => this.invite(agent, at)],
    ['hand over', (at: number) => this.ends(at, 'handed_over')],
    ['erase', (at: number) => this.erases(at)],
    ['back up', () => this.go({ do: 'back up', i: 0 })],
    ['restore', () => this.go({ do: 'restore', i: 0 })],
  ]);

  /** Each agent has a client, and all of the first unit follow the first. */
  override async begin(): Promise<void> {
    for (const at of PHONES.keys()) await this.enrol(at, at + 1);
    for (const name of ['s1', 'd1', 'b1']) {
      await this.open(this.phone(name));
      await this.phone(name).sync();
    }
    this.invite('D', 0);
    for (const one of this.phones) await this.syncs(one, 500);
  }

  async tell([name, ...words]: ToldStep): Promise<void> {
    const step = this.steps.get(String(name));
    if (!step) throw new Error(`no phone takes the step ${name}`);
    await step(...(words as never[]));
  }

  private phone(name: string): TestPhone {
    const found = this.phones[PHONES.indexOf(name as 's1')];
    if (!found) throw new Error(name);
    return found;
  }

  private async open(one: TestPhone): Promise<void> {
    await this.go({ do: 'register', phone: this.phones.indexOf(one), i: 0 });
    const fresh = one.book.all('client').map(({ id }) => id);
    this.clients.push(...fresh.filter((id) => !this.clients.includes(id)));
  }

  /** A client on this phone. */
  private seen(one: TestPhone, at: number): string | undefined {
    const held = new Set(one.book.all('client').map(({ id }) => id));
    return pick(
      this.clients.filter((id) => held.has(id)),
      at,
    );
  }

  private async visit(one: TestPhone, at: number): Promise<void> {
    const feed = this.seen(one, at);
    if (feed) await this.save(one, 'visit', { feed, set: { note: this.value(one) } });
  }

  private async change(one: TestPhone, at: number, field: number): Promise<void> {
    const record = this.seen(one, at);
    const set = { [FIELDS[field % FIELDS.length] ?? 'note']: this.value(one) };
    if (record) await this.save(one, 'client', { record, set });
  }

  private async syncs(one: TestPhone, limit: number): Promise<void> {
    one.network.limit = limit;
    await one.sync();
    this.look(one);
  }

  private known(): string[] {
    return this.clients.filter((id) => this.server.cases().includes(id) && !this.server.gone(id));
  }

  private invite(agent: string, at: number): void {
    const feed = pick(this.known(), at);
    if (feed) this.grant(agent, feed);
  }

  private ends(at: number, reason: 'handed_over'): void {
    const known = this.known();
    const on = Object.entries(this.server.state.follows).filter(([, now]) => now === 'on');
    const chosen = pick(
      on.map(([who]) => who.split(' ')).filter(([, feed]) => known.includes(feed ?? '')),
      at,
    );
    const [agent, feed] = chosen ?? [];
    if (!agent || !feed) return;
    this.excuse(agent, feed);
    this.server.end(agent, feed, reason);
  }

  private erases(at: number): void {
    const feed = pick(this.known(), at);
    if (feed) this.erase(feed);
  }
}
