import { IDBDatabase } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NotSaved } from '../src/core/device/environment.ts';
import { type Journal, openJournal } from '../src/core/store/journal.ts';
import { FakeServer } from './fake_server/fake_server.ts';
import { TestPhone } from './fake_server/test_phone.ts';

const HOME = '01900000-0000-7000-8000-00000000000a';
let server: FakeServer;
let sari: TestPhone;
let opens: boolean;
/** What the browser does as soon as everything was written over the next connection. */
let clears: (() => Promise<void>) | undefined;
let name: string;
let names = 0;
/** The connection that was opened last. */
let last: Journal;

beforeEach(async () => {
  server = new FakeServer({ S: HOME });
  opens = true;
  clears = undefined;
  names += 1;
  name = `lasting ${names}`;
  const disk = async (): Promise<Journal> => {
    if (!opens) throw new DOMException('no', 'UnknownError');
    const opened = await openJournal(name);
    const then = clears;
    clears = undefined;
    const write: Journal['write'] = async (writes) => {
      await opened.write(writes);
      await then?.();
    };
    last = { ...opened, write };
    return last;
  };
  sari = await TestPhone.enrolled(server, 'S', 's1', 1, disk);
});

/** What a browser does when sites' data are cleared, or when it is short of room: the app hears of it and stays open. */
const cleared = (): Promise<void> =>
  new Promise((done, fail) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = () => done();
    asked.onerror = () => fail(asked.error);
  });

/** However often the app tries meanwhile. */
const allIsKept = (): Promise<void> =>
  expect
    .poll(() => {
      sari.environment.pass(1_000);
      return sari.book.kept;
    })
    .toBe(true);

describe('a database that is closed under the running app', () => {
  test('is opened again, and everything is written anew from memory', async () => {
    const told = await sari.book.save('client', { set: { alias: 'Mawar' } });
    await sari.sync();
    const waits = await sari.book.save('visit', { feed: told, set: { note: 'b' } });
    await sari.book.drafts.write('visit of M', { step: 3 });
    const boxes = (await sari.boxes()).length;
    await cleared();
    await expect.poll(() => sari.book.kept).toBe(true);
    expect((await sari.boxes()).length).toBe(boxes + 1);
    await sari.reopen();
    expect(sari.book.get(told)).toMatchObject({ fields: { alias: 'Mawar' }, state: 'sent' });
    expect(sari.book.waiting().map(({ change }) => change.record)).toEqual([waits]);
    expect(sari.book.drafts.read('visit of M')).toEqual({ step: 3 });
    expect(sari.book.reference()?.hash).toBe('r1');
  });

  test('and closed again before it is held for whole is written once more', async () => {
    await sari.book.save('client', { set: { alias: 'Mawar' } });
    clears = cleared;
    await cleared();
    await allIsKept();
    await sari.reopen();
    expect(sari.book.waiting().map(({ change }) => change.kind)).toEqual(['client']);
  });

  test('takes the next save also where nobody heard of it', async () => {
    const client = await sari.book.save('client', { set: { alias: 'Mawar' } });
    last.close();
    await sari.book.save('visit', { feed: client, set: { note: 'b' } });
    expect(sari.book.kept).toBe(true);
    await sari.reopen();
    expect(sari.book.waiting().length).toBe(2);
  });

  test('in the middle of a save, which it then never answers, takes that save too', async () => {
    const client = await sari.book.save('client', { set: { alias: 'Mawar' } });
    const open = IDBDatabase.prototype.transaction;
    const silenced = new Promise<IDBDatabase>((told) => {
      IDBDatabase.prototype.transaction = function (...asked) {
        const begun = open.apply(this, asked);
        Object.defineProperty(begun, 'oncomplete', { set: () => undefined });
        IDBDatabase.prototype.transaction = open;
        told(this);
        return begun;
      };
    });
    const saving = sari.book.save('visit', { feed: client, set: { note: 'b' } });
    (await silenced).onclose?.(new Event('close'));
    await saving;
    expect(sari.book.kept).toBe(true);
    await sari.reopen();
    expect(sari.book.waiting().length).toBe(2);
  });

  test('by a page that then answers no more is opened from another frame, one at a time, and a late answer is let go', async () => {
    await sari.book.save('client', { set: { alias: 'Mawar' } });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const silent = { open: () => ({}) };
    const frames = [silent, silent, indexedDB].map((one) => ({ contentWindow: { indexedDB: one } }));
    const there: object[] = [];
    const createElement = () => {
      const frame = { ...frames.shift(), remove: () => there.splice(there.indexOf(frame), 1) };
      return frame;
    };
    vi.stubGlobal('document', { createElement, body: { append: (frame: object) => there.push(frame) } });
    const close = vi.fn();
    const unanswered = { result: { close } } as unknown as IDBOpenDBRequest;
    const asked = new Promise<void>((told) => {
      const open = (): IDBOpenDBRequest => {
        told();
        return unanswered;
      };
      vi.stubGlobal('indexedDB', Object.create(indexedDB, { open: { value: open } }));
    });
    await cleared();
    await asked;
    expect(sari.book.kept).toBe(false);
    await vi.advanceTimersByTimeAsync(13_000);
    vi.useRealTimers();
    expect([frames.length, there.length]).toEqual([0, 1]);
    await expect.poll(() => sari.book.kept).toBe(true);
    unanswered.onsuccess?.(new Event('success'));
    await expect.poll(() => close.mock.calls.length).toBe(1);
    vi.unstubAllGlobals();
    await sari.reopen();
    expect(sari.book.waiting().length).toBe(1);
  });

  test('and does not open is said, and tried again by itself and at each press', async () => {
    const client = await sari.book.save('client', { set: { alias: 'Mawar' } });
    let told = 0;
    sari.book.subscribe(() => {
      told += 1;
    });
    opens = false;
    await cleared();
    expect([sari.book.kept, told > 0]).toEqual([false, true]);
    const visit = { feed: client, set: { note: 'b' } };
    await expect(sari.book.save('visit', visit)).rejects.toEqual(new NotSaved('failed'));
    opens = true;
    await sari.book.save('visit', visit);
    expect(sari.book.kept).toBe(true);
    await sari.reopen();
    expect(sari.book.waiting().map(({ change }) => change.kind)).toEqual(['client', 'visit']);
  });

  test('is tried again without a press', async () => {
    await sari.book.save('client', { set: { alias: 'Mawar' } });
    opens = false;
    await cleared();
    await expect.poll(() => sari.book.kept).toBe(false);
    opens = true;
    await allIsKept();
  });

  test('is written at the lock at the latest', async () => {
    await sari.book.save('client', { set: { alias: 'Mawar' } });
    opens = false;
    await cleared();
    opens = true;
    await sari.book.close();
    await sari.reopen();
    expect(sari.book.waiting().length).toBe(1);
  });
});

describe('a key file that is cleared under the running app', () => {
  test('is written again before the next save, which opens with it', async () => {
    const client = await sari.book.save('client', { set: { alias: 'Mawar' } });
    sari.keyWorker.files.clear();
    await sari.book.save('visit', { feed: client, set: { note: 'b' } });
    await sari.reopen();
    expect(sari.book.waiting().length).toBe(2);
  });

  test('and cannot be written is said, and tried again until it is there', async () => {
    const client = await sari.book.save('client', { set: { alias: 'Mawar' } });
    const { write } = sari.keyWorker;
    sari.keyWorker.files.clear();
    sari.keyWorker.write = () => Promise.reject(new NotSaved('failed'));
    const visit = { feed: client, set: { note: 'b' } };
    await expect(sari.book.save('visit', visit)).rejects.toEqual(new NotSaved('failed'));
    expect([sari.book.kept, sari.book.waiting().length]).toEqual([false, 1]);
    sari.keyWorker.write = write;
    await allIsKept();
    await sari.reopen();
    expect(sari.book.waiting().length).toBe(1);
  });

  test('later than its database is written again with it', async () => {
    await sari.book.save('client', { set: { alias: 'Mawar' } });
    clears = async () => sari.keyWorker.files.clear();
    await cleared();
    await expect.poll(() => sari.book.kept).toBe(true);
    await sari.reopen();
    expect(sari.book.waiting().length).toBe(1);
  });
});

describe('what is written', () => {
  const { transaction } = IDBDatabase.prototype;
  afterEach(() => {
    IDBDatabase.prototype.transaction = transaction;
  });

  test('is on the disk before anybody is told so, also where the battery falls out', async () => {
    const writes: string[] = [];
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...how: Parameters<typeof transaction>) {
      const begun = transaction.apply(this, how);
      if (begun.mode === 'readwrite') writes.push(begun.durability);
      return begun;
    };
    const client = await sari.book.save('client', { set: { alias: 'Mawar' } });
    await sari.book.drafts.write('visit of M', { step: 3 });
    await sari.sync();
    await sari.book.drafts.drop('visit of M');
    await sari.book.save('visit', { feed: client, set: { note: 'b' } });
    await cleared();
    await expect.poll(() => sari.book.kept).toBe(true);
    expect([writes.length > 5, new Set(writes)]).toEqual([true, new Set(['strict'])]);
  });
});
