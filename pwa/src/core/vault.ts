/** Key files and Argon2, from outside: what the core asks of them, and the browser's worker that does it. */

import type { Bytes } from './bytes'
import { scriptUrl } from './trusted'
import type { ArgonCost, Ask } from './vault.worker'
import workerUrl from './vault.worker?worker&url'

export type { ArgonCost }

export interface Vault {
  list(): Promise<string[]>
  read(name: string): Promise<Bytes | undefined>
  /** Flushed when it resolves. */
  write(name: string, bytes: Bytes): Promise<void>
  argon(pin: string, salt: Bytes, cost: ArgonCost): Promise<Bytes>
}

interface Reply {
  id: number
  is?: unknown
  failed?: string
}

export function browserVault(): Vault {
  const worker = new Worker(scriptUrl(workerUrl), { type: 'module' })
  const open = new Map<number, (reply: Reply) => void>()
  let count = 0
  worker.onmessage = (event: MessageEvent<Reply>) => {
    open.get(event.data.id)?.(event.data)
    open.delete(event.data.id)
  }
  const ask = <T>(question: Ask): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++count
      open.set(id, ({ is, failed }) => (failed ? reject(new Error(failed)) : resolve(is as T)))
      worker.postMessage({ id, ask: question })
    })
  return {
    list: () => ask({ op: 'list' }),
    read: (name) => ask({ op: 'read', name }),
    write: (name, bytes) => ask({ op: 'write', name, bytes }),
    argon: (pin, salt, cost) => ask({ op: 'argon', pin, salt, cost }),
  }
}
