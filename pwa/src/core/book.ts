/**
 * The opened store of one person. Memory is the truth the screen sees; the sealed journal is its diary.
 * Saving is one local transaction; nothing unsent is ever deleted here, save what was erased at the client's wish.
 */

import { boxFor, type Mark } from './boxes'
import { base64url, randomBytes } from './bytes'
import type { Journal, Row, Store, Writes } from './journal'
import type { Keys } from './keys'
import { type Cursor, overlay, returned, safe } from './overlay'
import { FORMAT, seal, unseal } from './seal'
import type { Change, Fields, Json, Problem, Reference, Shown, Told, Work } from './types'
import { newId } from './uuid7'

/** What a phone knows of the server, beside records. `load`: generation of a load from 0; `returning`: after a restore. */
export interface Meta {
  epoch: string
  cursor: Cursor
  feeds: Record<string, string>
  done: number
  order: number
  load: number
  returning: boolean
  begun: Record<string, number>
  resets: Record<string, string>
  reference: Reference | null
  lastSync: string | null
  skew: number
  safe: string[]
}

export type Held = Told & { load: number }
type Kept = Work & { row: string }

const fresh = (epoch: string): Meta => ({
  epoch,
  cursor: {},
  feeds: {},
  done: 0,
  order: 0,
  load: 0,
  returning: false,
  begun: {},
  resets: {},
  reference: null,
  lastSync: null,
  skew: 0,
  safe: [],
})

export class Book {
  readonly told = new Map<string, Held>()
  readonly drafts = new Map<string, { row: string; value: Json }>()
  works: Kept[] = []
  meta: Meta
  version = 0
  private readonly listeners = new Set<() => void>()

  private constructor(
    private readonly journal: Journal,
    readonly keys: Keys,
    epoch: string,
    private readonly clock: () => Date,
  ) {
    this.meta = fresh(epoch)
  }

  static async open(journal: Journal, keys: Keys, epoch = '', clock = () => new Date()): Promise<Book> {
    const book = new Book(journal, keys, epoch, clock)
    await book.read()
    return book
  }

  private async read(): Promise<void> {
    for (const row of await this.journal.rows('meta')) Object.assign(this.meta, await this.opened<Meta>('meta', row))
    for (const feed of Object.keys(this.keys.table.feeds)) await this.readFeed(feed)
    for (const row of await this.journal.rows('works')) {
      const work = await this.opened<Work>('works', row)
      if (work) this.works.push({ ...work, row: row.key })
    }
    this.works.sort((a, b) => a.order - b.order)
    for (const row of await this.journal.rows('drafts')) {
      const draft = await this.opened<{ key: string; value: Json }>('drafts', row)
      if (draft) this.drafts.set(draft.key, { row: row.key, value: draft.value })
    }
  }

  private feedRows: Promise<Map<string, Row>> | undefined
  private async readFeed(feed: string): Promise<void> {
    this.feedRows ??= this.journal.rows('feeds').then((rows) => new Map(rows.map((row) => [row.key, row])))
    const entry = await this.keys.feedKey(feed)
    const row = entry && (await this.feedRows).get(entry.row)
    const held = row && (await unseal<Held[]>(entry.key, aad('feeds', row.key), row))
    for (const one of held ?? []) this.told.set(one.record, one)
  }

  private opened<T>(store: Store, row: Row): Promise<T | undefined> {
    return unseal<T>(this.keys.data, aad(store, row.key), row)
  }

  // --- what screens see
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private changed(): void {
    this.version += 1
    for (const listener of this.listeners) listener()
  }

  get epoch(): string {
    return this.meta.epoch
  }

  /** Own work not yet told back, and refused work in view. */
  private over(record: string): Work[] {
    return this.works.filter((w) => w.change.record === record && !returned(w, this.epoch, this.meta.cursor))
  }

  get(record: string): Shown | undefined {
    const kept = this.works.filter((work) => work.change.record === record)
    const shown = overlay(this.told.get(record), this.over(record), this.meta.done, this.epoch, kept)
    return shown
  }

  /** Records of the cases she follows, and of what she wrote herself. */
  private names(): Set<string> {
    return new Set([...this.told.keys(), ...this.works.map((work) => work.change.record)])
  }

  all(kind: string): Shown[] {
    return this.shown((shown) => shown.kind === kind)
  }

  caseOf(feed: string): Shown[] {
    return this.shown((shown) => shown.feed === feed)
  }

  private shown(wanted: (shown: Shown) => boolean): Shown[] {
    return [...this.names()].map((name) => this.get(name)).filter((one): one is Shown => one !== undefined && wanted(one))
  }

  waiting(): Work[] {
    return this.works.filter((work) => !work.receipt && !work.refused)
  }

  refused(): Work[] {
    return this.works.filter((work) => work.refused)
  }

  sent(): Work[] {
    return this.works.filter((work) => work.receipt)
  }

  /** Whether a backup covers this piece of work. */
  isSafe(work: Work): boolean {
    return safe(work, this.epoch, this.meta.done)
  }

  questions(): Shown[] {
    return [...this.told.values()]
      .filter((held) => held.body?.questions)
      .map((held) => this.get(held.record))
      .filter((shown): shown is Shown => shown !== undefined && Object.keys(shown.questions).length > 0)
  }

  // --- what a person does
  /** Resolves when it lies on the disk. `was` is what her screen shows at this moment. */
  async save(
    kind: string,
    set: Fields,
    where: { record?: string; feed?: string; answers?: string[]; insteadOf?: string } = {},
  ): Promise<string> {
    const record = where.record ?? newId()
    const seen = where.record ? this.get(where.record) : undefined
    const change: Change = {
      id: newId(),
      kind,
      record,
      feed: where.feed ?? seen?.feed ?? record,
      at: this.clock().toISOString(),
      set,
      ...(seen ? { was: Object.fromEntries(Object.keys(set).map((name) => [name, seen.fields[name] ?? null])) } : {}),
      ...(where.answers ? { answers: where.answers } : {}),
      ...(where.insteadOf ? { instead_of: where.insteadOf } : {}),
    }
    const mended = this.works.filter((work) => work.refused && work.change.id === where.insteadOf)
    const work: Kept = { change, order: ++this.meta.order, row: base64url(randomBytes(9)) }
    const writes = await this.writesOf([{ work, mark: 'waiting' }], true)
    writes.drop = mended.flatMap((old): [Store, string][] => [['works', old.row], ['boxes', old.row]])
    await this.journal.write(writes)
    this.works = [...this.works.filter((old) => !mended.includes(old)), work]
    this.changed()
    return record
  }

  async writeDraft(key: string, value: Json): Promise<void> {
    const row = this.drafts.get(key)?.row ?? base64url(randomBytes(9))
    this.drafts.set(key, { row, value })
    const box = await this.boxRow(row, 'draft', { draft: { key, value } })
    await this.journal.write({ put: [['drafts', await this.row('drafts', row, { key, value })], ['boxes', box]] })
  }

  readDraft(key: string): Json | undefined {
    return this.drafts.get(key)?.value
  }

  async dropDraft(key: string): Promise<void> {
    const draft = this.drafts.get(key)
    this.drafts.delete(key)
    if (draft) await this.journal.write({ drop: [['drafts', draft.row], ['boxes', draft.row]] })
  }

  // --- what the network brings
  /** What became of works: a receipt, a refusal, or erased. One transaction takes each out of the outbox. */
  async settle(settled: { work: Work; receipt?: Work['receipt']; problem?: Problem; erased?: boolean }[]): Promise<void> {
    const gone = settled.filter((one) => one.erased).map((one) => one.work as Kept)
    const kept = settled.filter((one) => !one.erased)
    const after = kept.map(({ work, receipt, problem }): { work: Kept; mark: Mark } => {
      const { refused: _, problem: __, ...plain } = work as Kept
      if (receipt) return { work: { ...plain, receipt }, mark: 'sent' }
      return { work: { ...plain, ...(problem ? { problem, refused: true } : {}) }, mark: 'refused' }
    })
    const writes = await this.writesOf(after, false)
    writes.drop = gone.flatMap((work): [Store, string][] => [['works', work.row], ['boxes', work.row]])
    await this.journal.write(writes)
    const fresh = new Map(after.map(({ work }) => [work.row, work]))
    this.works = this.works.filter((work) => !gone.includes(work)).map((work) => fresh.get(work.row) ?? work)
    this.changed()
  }

  /** A page and its cursor in one transaction; feeds re-sealed whole. */
  async take(page: Told[], meta: Partial<Meta>): Promise<void> {
    const feeds = new Set(page.map((told) => told.feed))
    await this.keys.openFeeds([...feeds])
    for (const told of page) {
      if (told.body === null) this.told.delete(told.record)
      else this.told.set(told.record, { ...told, load: this.meta.load })
    }
    const erased = new Set(page.filter((told) => told.body === null).map((told) => told.record))
    const gone = this.works.filter((work) => work.receipt && erased.has(work.change.record))
    await this.write(feeds, meta, gone)
  }

  /** Takes feeds away: their keys are struck first, then their rows. Her unsent work in them stays. */
  async sweep(keep: (held: Held) => boolean, meta: Partial<Meta>): Promise<void> {
    const touched = new Set<string>()
    for (const held of this.told.values()) if (!keep(held)) touched.add(held.feed)
    for (const held of [...this.told.values()]) if (!keep(held)) this.told.delete(held.record)
    const live = new Set([...this.told.values()].map((held) => held.feed))
    const rows = await this.keys.strikeFeeds([...touched].filter((feed) => !live.has(feed)))
    const kept = this.works.filter((work) => this.finished(work))
    await this.write(new Set([...touched].filter((feed) => live.has(feed))), meta, kept, rows)
  }

  /** Told back and covered by a backup, or 45 days old where no backup is ever named. */
  private finished(work: Work): boolean {
    if (!work.receipt || !returned(work, this.epoch, this.meta.cursor)) return false
    const age = this.clock().getTime() - Date.parse(work.receipt.at)
    return this.isSafe(work) || (this.meta.done === 0 && age > 45 * 86_400_000)
  }

  async remember(meta: Partial<Meta>): Promise<void> {
    await this.write(new Set(), meta, [])
  }

  /** A strange epoch: acknowledged work waits again, before what waits already; cursors are forgotten. */
  async meetEpoch(epoch: string, begun: Record<string, number>): Promise<void> {
    const back = this.works.filter((work) => work.receipt)
    const again = back.map(({ receipt: _, ...work }): { work: Kept; mark: Mark } => ({ work, mark: 'waiting' }))
    const writes = await this.writesOf(again, false)
    const meta: Partial<Meta> = { epoch, begun, cursor: {}, done: 0, returning: true, load: this.meta.load + 1 }
    Object.assign(this.meta, meta)
    writes.put?.push(['meta', await this.row('meta', 'meta', this.meta)])
    await this.journal.write(writes)
    const fresh = new Map(again.map(({ work }) => [work.row, work]))
    this.works = this.works.map((work) => fresh.get(work.row) ?? work)
    this.changed()
  }

  private async write(feeds: Set<string>, meta: Partial<Meta>, gone: Kept[], feedRows: string[] = []): Promise<void> {
    const covered = gone.filter((work) => this.isSafe(work)).map((work) => work.change.record)
    Object.assign(this.meta, meta, { safe: [...new Set([...this.meta.safe, ...covered])] })
    const put: [Store, Row][] = [['meta', await this.row('meta', 'meta', this.meta)]]
    for (const feed of feeds) put.push(['feeds', await this.feedRow(feed)])
    const drop: [Store, string][] = gone.flatMap((w): [Store, string][] => [['works', w.row], ['boxes', w.row]])
    for (const row of feedRows) drop.push(['feeds', row])
    await this.journal.write({ put, drop })
    this.works = this.works.filter((work) => !gone.includes(work))
    this.changed()
  }

  // --- sealing
  private async feedRow(feed: string): Promise<Row> {
    const entry = await this.keys.feedKey(feed)
    if (!entry) throw new Error('no key for this feed')
    const held = [...this.told.values()].filter((one) => one.feed === feed)
    return { key: entry.row, ...(await seal(entry.key, aad('feeds', entry.row), held)) }
  }

  private async row(store: Store, key: string, value: unknown): Promise<Row> {
    return { key, ...(await seal(this.keys.data, aad(store, key), value)) }
  }

  private async boxRow(key: string, mark: Mark, change: Change | { draft: unknown }): Promise<Row> {
    const box = new TextEncoder().encode(await boxFor(this.keys, this.epoch, mark, change)) as Row['box']
    return { key, iv: new Uint8Array(0), box }
  }

  private async writesOf(works: { work: Kept; mark: Mark }[], meta: boolean): Promise<Writes> {
    const put: [Store, Row][] = meta ? [['meta', await this.row('meta', 'meta', this.meta)]] : []
    for (const { work, mark } of works) {
      const { row, ...plain } = work
      put.push(['works', await this.row('works', row, plain)])
      put.push(['boxes', await this.boxRow(row, mark, work.change)])
    }
    return { put }
  }

  /** Every box as it lies here: a file that any carrier may hand in. */
  async rescueFile(): Promise<string[]> {
    return (await this.journal.rows('boxes')).map((row) => new TextDecoder().decode(row.box))
  }

  close(): void {
    this.journal.close()
    this.told.clear()
    this.drafts.clear()
    this.works = []
    this.listeners.clear()
  }
}

const aad = (store: Store, key: string): string => `${store}/${key}/${FORMAT}`
