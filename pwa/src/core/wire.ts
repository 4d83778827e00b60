/** The network, as the core sees it: answers, problems, or weather. The one catch between fetch and screen is here. */

import { base64url, bytesOf, hex, randomBytes } from './bytes'
import type { Keys } from './keys'
import type { Problem } from './types'

export type Outcome<T> = { is: 'answer'; answer: T } | { is: 'problem'; problem: Problem } | { is: 'weather' }

export interface Wire {
  post<T>(path: string, body: unknown): Promise<Outcome<T>>
  get<T>(path: string): Promise<Outcome<T>>
  remove<T>(path: string, body: unknown): Promise<Outcome<T>>
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>
const SMALL = 1024

async function gzip(text: string): Promise<Blob> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob()
}

/** One request. Anything that is not an answer of our server is weather. */
export async function request<T>(send: Fetch, url: string, method: string, body?: unknown, token?: string): Promise<Outcome<T>> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (token) headers.Authorization = `Bearer ${token}`
  const init: RequestInit = { method, headers, cache: 'no-store', credentials: 'omit' }
  if (body !== undefined) {
    const text = JSON.stringify(body)
    headers['Content-Type'] = 'application/json'
    if (text.length > SMALL) headers['Content-Encoding'] = 'gzip'
    init.body = text.length > SMALL ? await gzip(text) : text
  }
  try {
    const response = await send(url, init)
    const type = response.headers.get('content-type') ?? ''
    if (response.ok && type.includes('json')) return { is: 'answer', answer: (await response.json()) as T }
    if (type.includes('problem+json')) return { is: 'problem', problem: (await response.json()) as Problem }
    return { is: 'weather' }
  } catch {
    return { is: 'weather' }
  }
}

interface TokenAnswer {
  access_token: string
  nonce: string
}

/** A phone's wire: signs in by assertion when it must; the token lives ten minutes, in memory. */
export class PhoneWire implements Wire {
  private token = ''
  private nonce = ''

  constructor(
    private readonly base: string,
    private readonly keys: Keys,
    private readonly send: Fetch = (url, init) => fetch(url, init),
  ) {}

  post<T>(path: string, body: unknown): Promise<Outcome<T>> {
    return this.signed<T>('POST', path, body)
  }

  get<T>(path: string): Promise<Outcome<T>> {
    return this.signed<T>('GET', path)
  }

  remove<T>(path: string, body: unknown): Promise<Outcome<T>> {
    return this.signed<T>('DELETE', path, body)
  }

  private async signed<T>(method: string, path: string, body?: unknown): Promise<Outcome<T>> {
    if (!this.token) {
      const refused = await this.signIn()
      if (refused) return refused
    }
    const first = await this.ask<T>(method, path, body)
    if (first.is !== 'problem' || first.problem.status !== 401) return first
    const refused = await this.signIn()
    return refused ?? this.ask<T>(method, path, body)
  }

  private async ask<T>(method: string, path: string, body?: unknown, token = this.token): Promise<Outcome<T>> {
    const outcome = await request<T>(this.send, this.base + path, method, body, token)
    this.noteNonce(outcome)
    return outcome
  }

  private noteNonce(outcome: Outcome<unknown>): void {
    const said = outcome.is === 'answer' ? outcome.answer : outcome.is === 'problem' ? outcome.problem : null
    const nonce = (said as { nonce?: unknown } | null)?.nonce
    if (typeof nonce === 'string') this.nonce = nonce
  }

  /** The same pair of generation and mark is repeated until it is answered: a lost answer locks nobody out. */
  private async signIn(): Promise<Outcome<never> | undefined> {
    const table = this.keys.table
    if (table.mark === table.prevMark) {
      table.gen += 1
      table.mark = hex(randomBytes(16))
      await this.keys.flush()
    }
    for (let turn = 0; turn < 2; turn += 1) {
      if (!this.nonce) {
        const asked = await this.ask<{ nonce: string }>('POST', '/v1/auth/nonce', {}, '')
        if (asked.is !== 'answer') return asked
      }
      const body = { assertion: await this.assertion() }
      this.nonce = ''
      const answer = await this.ask<TokenAnswer>('POST', '/v1/auth/token', body, '')
      if (answer.is === 'answer') {
        this.token = answer.answer.access_token
        table.prevMark = table.mark
        await this.keys.flush()
        return undefined
      }
      if (answer.is !== 'problem' || answer.problem.status !== 401 || turn === 1) return answer
    }
    return { is: 'weather' }
  }

  private async assertion(): Promise<Record<string, unknown>> {
    const { me, gen, mark, prevMark } = this.keys.table
    const origin = new URL(this.base || '/', globalThis.location?.href ?? 'http://localhost').origin
    const text = ['pulih-assertion-1', origin, me.enrolment, gen, mark, prevMark, this.nonce].join('\n')
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
    const sig = new Uint8Array(await crypto.subtle.sign(algorithm, this.keys.signer, bytesOf(text)))
    return { enrolment: me.enrolment, gen, mark, prev_mark: prevMark, nonce: this.nonce, sig: base64url(sig) }
  }
}
