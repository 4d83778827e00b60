/** The worker that touches key files (OPFS sync access handles live only here) and does Argon2's heavy work. */

import { argon2id } from 'hash-wasm'
import type { Bytes } from './bytes'
import { type BlockFile, readKeyFile, writeKeyFile } from './keyfile'

export interface ArgonCost {
  memory: number
  passes: number
}

export type Ask =
  | { op: 'list' }
  | { op: 'read'; name: string }
  | { op: 'write'; name: string; bytes: Bytes }
  | { op: 'argon'; pin: string; salt: Bytes; cost: ArgonCost }

const FOLDER = 'keys'

async function folder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true })
}

async function withFile<T>(name: string, act: (file: BlockFile) => Promise<T>): Promise<T> {
  const handle = await (await (await folder()).getFileHandle(name, { create: true })).createSyncAccessHandle()
  try {
    return await act({
      read: (at, length) => {
        const bytes = new Uint8Array(length)
        return bytes.subarray(0, handle.read(bytes, { at }))
      },
      write: (at, bytes) => void handle.write(bytes, { at }),
      flush: () => handle.flush(),
    })
  } finally {
    handle.close()
  }
}

async function list(): Promise<string[]> {
  const names: string[] = []
  for await (const name of (await folder()).keys()) names.push(name)
  return names.sort()
}

async function argon(pin: string, salt: Bytes, cost: ArgonCost): Promise<Bytes> {
  const hash = await argon2id({
    password: pin,
    salt,
    parallelism: 1,
    iterations: cost.passes,
    memorySize: cost.memory,
    hashLength: 32,
    outputType: 'binary',
  })
  return new Uint8Array(hash)
}

async function answer(ask: Ask): Promise<unknown> {
  switch (ask.op) {
    case 'list':
      return list()
    case 'read':
      return withFile(ask.name, readKeyFile)
    case 'write':
      return withFile(ask.name, (file) => writeKeyFile(file, ask.bytes))
    case 'argon':
      return argon(ask.pin, ask.salt, ask.cost)
  }
}

// One at a time: a file has one access handle.
let queue: Promise<unknown> = Promise.resolve()
self.onmessage = (event: MessageEvent<{ id: number; ask: Ask }>) => {
  const { id, ask } = event.data
  queue = queue.then(async () => {
    try {
      self.postMessage({ id, is: await answer(ask) })
    } catch (error) {
      self.postMessage({ id, failed: error instanceof Error ? error.name : 'Error' })
    }
  })
}
