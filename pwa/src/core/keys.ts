/**
 * The keys of one person on this phone. PIN → Argon2id → key that wraps the data key → everything else.
 *
 * The key file holds, in clear, only what the lock screen needs; the table inside it is sealed under the data key. A
 * CryptoKey is never stored: browsers write even non-extractable ones to disk in clear.
 */

import { base64url, bytesOf, fromBase64url, randomBytes, textOf } from './bytes'
import { importKey, type Sealed, seal, unseal } from './seal'
import type { Me } from './types'
import type { ArgonCost, Vault } from './vault'

export const USUAL: ArgonCost = { memory: 64 * 1024, passes: 2 }
export const SMALL: ArgonCost = { memory: 19 * 1024, passes: 2 }
export const TRIES = 10
const WAITS = [0, 0, 0, 1, 5, 15, 60]

/** What stands in the key file. `handle` is good for nothing but asking whether this phone was locked. */
interface KeyFile {
  v: 1
  label: string
  salt: string
  cost: ArgonCost
  wrapped: { iv: string; box: string } | null
  attempts: number
  journal: string
  handle: string
  table: { iv: string; box: string } | null
}

/** Sealed under the data key. `feeds`: {feed: its journal key and its own key}; generations of the sign-in. */
export interface Table {
  me: Me
  feeds: Record<string, { row: string; key: string }>
  sign: { iv: string; box: string }
  box: { iv: string; box: string }
  server: { box_key: JsonWebKey & { kid: string }; sign_key: JsonWebKey & { kid: string } }
  gen: number
  mark: string
  prevMark: string
}

/** How one person stands on the lock screen. */
export interface Door {
  name: string
  label: string
  attempts: number
  struck: boolean
}

export class WrongPin extends Error {
  constructor(readonly left: number) {
    super('wrong-pin')
  }
}

const packed = ({ iv, box }: Sealed) => ({ iv: base64url(iv), box: base64url(box) })
const unpacked = (sealed: { iv: string; box: string }): Sealed => ({
  iv: fromBase64url(sealed.iv),
  box: fromBase64url(sealed.box),
})

async function readFile(vault: Vault, name: string): Promise<KeyFile | undefined> {
  const bytes = await vault.read(name)
  return bytes && (JSON.parse(textOf(bytes)) as KeyFile)
}

const writeFile = (vault: Vault, name: string, file: KeyFile): Promise<void> =>
  vault.write(name, bytesOf(JSON.stringify(file)))

/** Who has keys on this phone. */
export async function doors(vault: Vault): Promise<Door[]> {
  const found: Door[] = []
  for (const name of await vault.list()) {
    const file = await readFile(vault, name)
    if (file) found.push({ name, label: file.label, attempts: file.attempts, struck: file.wrapped === null })
  }
  return found
}

/** Minutes of running time to wait before the next try. */
export const waitAfter = (attempts: number): number => WAITS[Math.min(attempts, WAITS.length - 1)] ?? 60

/** Argon2id with the usual memory; the small one only where memory is refused. */
async function stretch(vault: Vault, pin: string, salt: string, cost: ArgonCost): Promise<CryptoKey> {
  return importKey(await vault.argon(pin, fromBase64url(salt), cost))
}

async function stretchFresh(vault: Vault, pin: string, salt: string): Promise<{ key: CryptoKey; cost: ArgonCost }> {
  try {
    return { key: await stretch(vault, pin, salt, USUAL), cost: USUAL }
  } catch {
    return { key: await stretch(vault, pin, salt, SMALL), cost: SMALL }
  }
}

/** Both pairs of a new phone: one to sign, one to receive. Private keys leave here only wrapped. */
export async function makePairs(): Promise<{ sign: CryptoKeyPair; box: CryptoKeyPair }> {
  const curve = { namedCurve: 'P-256' }
  const sign = await crypto.subtle.generateKey({ name: 'ECDSA', ...curve }, true, ['sign', 'verify'])
  const box = await crypto.subtle.generateKey({ name: 'ECDH', ...curve }, true, ['deriveBits'])
  return { sign, box }
}

/** The opened keys: in memory only, dropped at lock. */
export class Keys {
  private constructor(
    private readonly vault: Vault,
    readonly name: string,
    private readonly file: KeyFile,
    readonly data: CryptoKey,
    readonly table: Table,
    readonly signer: CryptoKey,
  ) {}

  private readonly opened = new Map<string, CryptoKey>()

  get journal(): string {
    return this.file.journal
  }

  get label(): string {
    return this.file.label
  }

  /** Code typed, PIN set, key file flushed; only then does anybody ask the server. */
  static async create(
    vault: Vault,
    label: string,
    pin: string,
    pairs: { sign: CryptoKeyPair; box: CryptoKeyPair },
    table: Pick<Table, 'me' | 'server' | 'mark' | 'prevMark' | 'gen'>,
    handle: string,
  ): Promise<Keys> {
    const raw = randomBytes(32)
    const data = await importKey(raw)
    const salt = base64url(randomBytes(16))
    const { key, cost } = await stretchFresh(vault, pin, salt)
    const name = base64url(randomBytes(9))
    const wrapped = packed(await seal(key, 'data-key', base64url(raw)))
    const file: KeyFile = { v: 1, label, salt, cost, wrapped, attempts: 0, journal: name, handle, table: null }
    const whole: Table = {
      ...table,
      feeds: {},
      sign: await wrapPrivate(data, pairs.sign.privateKey),
      box: await wrapPrivate(data, pairs.box.privateKey),
    }
    const keys = new Keys(vault, name, file, data, whole, await unwrapSigner(data, whole.sign))
    await keys.flush()
    return keys
  }

  /** The attempt is counted on the disk before Argon2 runs; the tenth wrong PIN strikes the keys. */
  static async unlock(vault: Vault, name: string, pin: string): Promise<Keys> {
    const file = await readFile(vault, name)
    if (!file?.wrapped || !file.table) throw new WrongPin(0)
    file.attempts += 1
    await writeFile(vault, name, file)
    const raw = await openWrapped(vault, file, pin)
    if (!raw) {
      if (file.attempts >= TRIES) await strike(vault, name)
      throw new WrongPin(Math.max(0, TRIES - file.attempts))
    }
    const data = await importKey(fromBase64url(raw))
    const table = await unseal<Table>(data, 'table', unpacked(file.table))
    if (!table) throw new Error('newer-app')
    file.attempts = 0
    await writeFile(vault, name, file)
    return new Keys(vault, name, file, data, table, await unwrapSigner(data, table.sign))
  }

  /** A new PIN wraps the same data key. */
  async changePin(old: string, fresh: string): Promise<void> {
    const raw = await openWrapped(this.vault, this.file, old)
    if (!raw) throw new WrongPin(TRIES)
    this.file.salt = base64url(randomBytes(16))
    const { key, cost } = await stretchFresh(this.vault, fresh, this.file.salt)
    this.file.cost = cost
    this.file.wrapped = packed(await seal(key, 'data-key', raw))
    await this.flush()
  }

  /** Keys for feeds told for the first time; on the disk before anything is sealed under them. */
  async openFeeds(feeds: string[]): Promise<void> {
    const fresh = feeds.filter((feed) => !this.table.feeds[feed])
    for (const feed of fresh) {
      this.table.feeds[feed] = { row: base64url(randomBytes(9)), key: base64url(randomBytes(32)) }
    }
    if (fresh.length) await this.flush()
  }

  async feedKey(feed: string): Promise<{ row: string; key: CryptoKey } | undefined> {
    const entry = this.table.feeds[feed]
    if (!entry) return undefined
    const key = this.opened.get(feed) ?? (await importKey(fromBase64url(entry.key)))
    this.opened.set(feed, key)
    return { row: entry.row, key }
  }

  /** Struck from the file: what was sealed under them is gone, wherever its bytes lie. Gives the journal's rows. */
  async strikeFeeds(feeds: string[]): Promise<string[]> {
    const rows = feeds.flatMap((feed) => this.table.feeds[feed]?.row ?? [])
    for (const feed of feeds) {
      delete this.table.feeds[feed]
      this.opened.delete(feed)
    }
    if (rows.length) await this.flush()
    return rows
  }

  /** The table re-sealed and flushed. */
  async flush(): Promise<void> {
    this.file.table = packed(await seal(this.data, 'table', this.table))
    await writeFile(this.vault, this.name, this.file)
  }
}

async function openWrapped(vault: Vault, file: KeyFile, pin: string): Promise<string | undefined> {
  const key = await stretch(vault, pin, file.salt, file.cost)
  try {
    return file.wrapped ? await unseal<string>(key, 'data-key', unpacked(file.wrapped)) : undefined
  } catch {
    return undefined
  }
}

/** Zeroes the wrapped key and the table. Boxes for the server stay: they need neither. */
export async function strike(vault: Vault, name: string): Promise<void> {
  const file = await readFile(vault, name)
  if (file) await writeFile(vault, name, { ...file, wrapped: null, table: null })
}

async function wrapPrivate(data: CryptoKey, key: CryptoKey): Promise<{ iv: string; box: string }> {
  const iv = randomBytes(12)
  const wrapped = await crypto.subtle.wrapKey('pkcs8', key, data, { name: 'AES-GCM', iv })
  return { iv: base64url(iv), box: base64url(new Uint8Array(wrapped)) }
}

/** Non-extractable from here on. */
function unwrapSigner(data: CryptoKey, wrapped: { iv: string; box: string }): Promise<CryptoKey> {
  const { iv, box } = unpacked(wrapped)
  const curve = { name: 'ECDSA', namedCurve: 'P-256' }
  return crypto.subtle.unwrapKey('pkcs8', box, data, { name: 'AES-GCM', iv }, curve, false, ['sign'])
}
