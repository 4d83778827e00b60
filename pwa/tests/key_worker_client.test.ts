import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bytesOf } from '../src/core/device/bytes.ts';
import { oneAtATime } from '../src/core/device/environment.ts';
import type { AskedWork } from '../src/core/keys/key_worker.ts';
import { keyWorkerClient } from '../src/core/keys/key_worker_client.ts';

/** What was asked of each worker that was started, and `ended` where it was. */
let workers: string[][];
/** What a worker answers; undefined: nothing, ever. */
let answer: (asked: AskedWork, nth: number) => unknown;

class FakeWorker {
  onmessage: (message: { data: unknown }) => void = () => undefined;
  onerror: () => void = () => undefined;
  private readonly heard: string[] = [];
  private readonly nth = workers.push(this.heard);

  constructor(comes = true) {
    queueMicrotask(() => (comes ? this.onmessage({ data: {} }) : this.onerror()));
  }

  postMessage(asked: AskedWork): void {
    this.heard.push(asked.again ? `${asked.do} again` : asked.do);
    const is = answer(asked, this.nth);
    if (is !== undefined) queueMicrotask(() => this.onmessage({ data: { is } }));
  }

  terminate(): void {
    this.heard.push('ended');
  }
}

const client = () => keyWorkerClient(() => new FakeWorker() as unknown as Worker);

beforeEach(() => {
  workers = [];
  const turn = oneAtATime();
  vi.stubGlobal('navigator', { locks: { request: (_: string, act: () => Promise<unknown>) => turn(act) } });
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a worker that never answers is ended, and what waits for it is asked of another', async () => {
  answer = ({ do: asked }, nth) => (asked === 'write' && nth === 1 ? undefined : asked === 'write' ? 8 : ['k']);
  const keyWorker = client();
  const both = Promise.all([keyWorker.write('k', bytesOf('new'), 7), keyWorker.names()]);
  await vi.advanceTimersByTimeAsync(3_900);
  expect(workers).toEqual([['write']]);
  await vi.advanceTimersByTimeAsync(200);
  expect(await both).toEqual([8, ['k']]);
  expect(workers).toEqual([
    ['write', 'ended'],
    ['write again', 'names'],
  ]);
});

test('a phone that is slow is waited for longer, and where none answers it is said', async () => {
  answer = () => undefined;
  const written = client().write('k', bytesOf('new'), 7);
  const failed = expect(written).rejects.toThrow('no answer');
  await vi.advanceTimersByTimeAsync(4_000 + 8_000);
  expect(workers).toEqual([['write', 'ended'], ['write again', 'ended'], ['write again']]);
  await vi.advanceTimersByTimeAsync(15_900);
  expect(workers[2]).toEqual(['write again']);
  await vi.advanceTimersByTimeAsync(100);
  await failed;
});

test('Argon2 takes as long as it takes', async () => {
  answer = () => undefined;
  void client().stretch('1', bytesOf('s'), { memory: 1, passes: 1 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(workers).toEqual([['stretch']]);
});

test('a script that did not come is asked for again', async () => {
  answer = () => ['k'];
  const keyWorker = keyWorkerClient(() => new FakeWorker(workers.length > 0) as unknown as Worker);
  const names = keyWorker.names();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await names).toEqual(['k']);
  expect(workers).toEqual([[], ['names']]);
});
