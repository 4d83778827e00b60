/**
 * The conversation with the server: push before pull, always. `sync(book, wire)` takes its network as a parameter.
 *
 *     push ──▶ pull page ──▶ more? ──▶ pull page … ──▶ sweep, digest ──▶ what waited is sent once more
 *
 * A page and its cursor are one local transaction, so it can be cut off anywhere. A strange epoch puts acknowledged
 * work back, pulls from 0 and hands in what was not told again; only then is anything swept.
 */

import type { Book, Held } from './book'
import { same } from './canonical'
import { digestOf, followsHash } from './digest'
import type { Fields, Problem, PullAnswer, PushAnswer, Reference, Result, Told, Work } from './types'
import type { Outcome, Wire } from './wire'

export const PROTOCOL = 1
const BATCH = 200
const PAGE = 500

export type Ended =
  | { is: 'done' }
  | { is: 'weather' }
  | { is: 'problem'; problem: Problem }

/** Thrown inside this file alone, caught in `sync`. */
class Stop extends Error {
  constructor(readonly ended: Ended) {
    super(ended.is)
  }
}

class StrangeEpoch extends Error {
  constructor(
    readonly epoch: string,
    readonly begun: Record<string, number>,
  ) {
    super('epoch-changed')
  }
}

export interface Seam {
  clock: () => Date
  app: string
}

const usual: Seam = { clock: () => new Date(), app: __APP_VERSION__ }

/** Once through; ends with what stopped it, if anything did. Progress counts records told. */
export async function sync(book: Book, wire: Wire, seam: Seam = usual, progress?: (told: number) => void): Promise<Ended> {
  try {
    for (let turn = 0; turn < 3; turn += 1) {
      try {
        await round(book, wire, seam, progress)
        return { is: 'done' }
      } catch (stop) {
        if (!(stop instanceof StrangeEpoch)) throw stop
        await book.meetEpoch(stop.epoch, stop.begun)
      }
    }
    return { is: 'weather' }
  } catch (stop) {
    if (stop instanceof Stop) return stop.ended
    throw stop
  }
}

async function round(book: Book, wire: Wire, seam: Seam, progress?: (told: number) => void): Promise<void> {
  await push(book, wire, seam, book.waiting())
  const brought = await pull(book, wire, seam, progress)
  const waits = book.waiting()
  if (waits.length > 0 && brought > 0) {
    await push(book, wire, seam, waits)
    await pull(book, wire, seam, progress)
  }
  await takeReference(book, wire)
  await book.remember({ lastSync: seam.clock().toISOString() })
}

const envelope = (book: Book, seam: Seam) => ({
  protocol: PROTOCOL,
  epoch: book.epoch,
  cursor: book.meta.cursor,
  app: seam.app,
  clock: seam.clock().toISOString(),
})

function judged<T extends { now: string }>(outcome: Outcome<T>): T {
  if (outcome.is === 'answer') return outcome.answer
  if (outcome.is === 'weather') throw new Stop({ is: 'weather' })
  const { problem } = outcome
  if (problem.type === '/problems/epoch-changed' && typeof problem.epoch === 'string') {
    throw new StrangeEpoch(problem.epoch, problem.begun ?? {})
  }
  throw new Stop({ is: 'problem', problem })
}

// --- push

/** Parents stand first because they were done first. A batch the server cannot take is halved, down to one change. */
export async function push(book: Book, wire: Wire, seam: Seam, works: Work[]): Promise<void> {
  for (let at = 0; at < works.length; at += BATCH) await pushBatch(book, wire, seam, works.slice(at, at + BATCH), 0)
}

async function pushBatch(book: Book, wire: Wire, seam: Seam, works: Work[], failures: number): Promise<void> {
  const body = { ...envelope(book, seam), changes: works.map((work) => work.change) }
  const outcome = await wire.post<PushAnswer>('/v1/sync/push', body)
  const failure = halving(outcome, failures)
  if (failure === 'again') return pushBatch(book, wire, seam, works, failures + 1)
  if (failure && works.length > 1) {
    const half = Math.ceil(works.length / 2)
    await pushBatch(book, wire, seam, works.slice(0, half), 0)
    return pushBatch(book, wire, seam, works.slice(half), 0)
  }
  if (failure && outcome.is === 'problem') return setAside(book, works, outcome.problem)
  const answer = judged(outcome)
  await settle(book, works, answer, seam)
}

/** A fault of the batch, not of the weather: 5xx twice, or a 4xx that is not about the caller or the moment. */
function halving(outcome: Outcome<unknown>, failures: number): 'again' | 'halve' | undefined {
  if (outcome.is !== 'problem') return undefined
  const { status } = outcome.problem
  if (status >= 500) return failures === 0 ? 'again' : 'halve'
  return [401, 403, 409, 429].includes(status) ? undefined : 'halve'
}

/** One change that alone brings the server down is a matter for people; the rest goes on. */
async function setAside(book: Book, works: Work[], problem: Problem): Promise<void> {
  if (problem.status >= 500) throw new Stop({ is: 'problem', problem })
  await book.settle(works.map((work) => ({ work, problem })))
}

async function settle(book: Book, works: Work[], answer: PushAnswer, seam: Seam): Promise<void> {
  const at = seam.clock().toISOString()
  const settled = works.flatMap((work, i) => outcomeOf(work, answer.results[i], answer.epoch, at))
  await book.settle(settled)
}

function outcomeOf(work: Work, result: Result | undefined, epoch: string, at: string) {
  if (!result || result.answer === 'waiting') return []
  if (result.answer === 'erased') return [{ work, erased: true }]
  if (result.answer === 'refused') return result.problem ? [{ work, problem: result.problem }] : []
  const { home, n, started, lost } = result
  if (home === undefined || n === undefined) return []
  return [{ work, receipt: { epoch, home, n, started: started ?? 0, lost: lost ?? [], at } }]
}

// --- pull

/** All pages; gives how many records came. */
async function pull(book: Book, wire: Wire, seam: Seam, progress?: (told: number) => void): Promise<number> {
  let brought = 0
  for (;;) {
    const page = await nextPage(book, wire, seam)
    await handIn(book, wire, seam, foundInPage(book, page.told))
    await book.take(page.told, metaOf(book, page, seam))
    brought += page.told.length
    progress?.(brought)
    if (!page.more) return (await finish(book, wire, seam, page)) ? pull(book, wire, seam, progress) : brought
  }
}

async function nextPage(book: Book, wire: Wire, seam: Seam): Promise<PullAnswer> {
  const follows = await followsHash(book.meta.feeds)
  return judged(await wire.post<PullAnswer>('/v1/sync/pull', { ...envelope(book, seam), follows, limit: PAGE }))
}

function metaOf(book: Book, page: PullAnswer, seam: Seam) {
  const skew = Math.round((seam.clock().getTime() - Date.parse(page.now)) / 1000)
  return { cursor: page.cursor, feeds: page.feeds ?? book.meta.feeds, done: page.done, skew }
}

/** After the last page: hand in, sweep, compare. True: pull once more. */
async function finish(book: Book, wire: Wire, seam: Seam, page: PullAnswer): Promise<boolean> {
  if (book.meta.returning) {
    const missing = [...book.told.values()].filter((held) => held.load < book.meta.load)
    await handIn(book, wire, seam, missing.filter((held) => beyondBegun(book, held)).map(asFound))
    await book.sweep((held) => held.load === book.meta.load, { returning: false })
    return missing.length > 0
  }
  await book.sweep((held) => held.feed in book.meta.feeds && held.load >= (book.meta.begun[`load ${held.home}`] ?? 0), {})
  return compare(book, page, seam)
}

/** A mismatch loads that home again from 0, once a day; old records stay readable until the load is whole. */
async function compare(book: Book, page: PullAnswer, seam: Seam): Promise<boolean> {
  const today = seam.clock().toISOString().slice(0, 10)
  for (const [home, wanted] of Object.entries(page.digest ?? {})) {
    const held = await digestOf([...book.told.values()].filter((one) => one.home === home))
    if ((held.count === wanted.count && held.sum === wanted.sum) || book.meta.resets[home] === today) continue
    const load = book.meta.load + 1
    const { [home]: _, ...cursor } = book.meta.cursor
    const begun = { ...book.meta.begun, [`load ${home}`]: load }
    await book.remember({ cursor, load, begun, resets: { ...book.meta.resets, [home]: today } })
    return true
  }
  return false
}

// --- after a restore

interface FoundItem {
  kind: string
  record: string
  feed: string
  body: Fields
  by: string
  at: string
}

const asFound = ({ kind, record, feed, body, by, at }: Held): FoundItem => ({ kind, record, feed, body: body ?? {}, by, at })

/** Numbers up to the epoch's beginning are in the restored copy. */
const beyondBegun = (book: Book, held: Held): boolean => held.n > (book.meta.begun[held.home] ?? 0)

/** Records told otherwise than they were held, beyond what the restored copy can know. */
function foundInPage(book: Book, page: Told[]): FoundItem[] {
  if (!book.meta.returning) return []
  return page.flatMap((told) => {
    const held = book.told.get(told.record)
    const differs = held && held.load < book.meta.load && told.body !== null && !same(held.body, told.body)
    return differs && beyondBegun(book, held) ? [asFound(held)] : []
  })
}

async function handIn(book: Book, wire: Wire, seam: Seam, found: FoundItem[]): Promise<void> {
  const parentsFirst = found.sort((a, b) => Number(b.record === b.feed) - Number(a.record === a.feed))
  for (let at = 0; at < parentsFirst.length; at += BATCH) {
    const body = { ...envelope(book, seam), cursor: {}, changes: [], found: parentsFirst.slice(at, at + BATCH) }
    judged(await wire.post<PushAnswer>('/v1/sync/push', body))
  }
}

/** Colleagues, partners and villages, when their hash differs. */
async function takeReference(book: Book, wire: Wire): Promise<void> {
  const outcome = await wire.get<Reference>('/v1/reference')
  if (outcome.is === 'answer' && outcome.answer.hash !== book.meta.reference?.hash) {
    await book.remember({ reference: outcome.answer })
  }
}
