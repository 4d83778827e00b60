import { describe, expect, test } from 'vitest';
import { textOf } from '../src/core/device/bytes.ts';
import { readKeyFileHeader, strikeKeys, writeKeyFileHeader } from '../src/core/keys/key_file_header.ts';
import { KeyStore } from '../src/core/keys/key_store.ts';
import type { OpenKeys } from '../src/core/keys/open_keys.ts';
import { ManualEnvironment, MemoryKeyWorker } from './fake_server/environment.ts';

const MINUTE = 60_000;

async function phone() {
  const environment = new ManualEnvironment();
  const keyWorker = new MemoryKeyWorker();
  const keyStore = new KeyStore(keyWorker, environment);
  const keys = (await keyStore.create('7Q4MK2T9', '246810', 'S')) as OpenKeys;
  return { environment, keyWorker, keyStore, keys, name: keys.name };
}

describe('a PIN', () => {
  test('opens the same keys again', async () => {
    const { keyStore, keys, name } = await phone();
    const tried = await keyStore.unlock(name, '246810');
    if (tried.is !== 'open') throw new Error(tried.is);
    expect(tried.keys.table).toEqual(keys.table);
  });

  test('is counted on the disk before it is judged', async () => {
    const { keyStore, keyWorker, name } = await phone();
    let counted: number | undefined;
    const { stretch } = keyWorker;
    keyWorker.stretch = async (...asked) => {
      counted = (await readKeyFileHeader(keyWorker, name))?.tries;
      return stretch(...asked);
    };
    await keyStore.unlock(name, '000000');
    expect(counted).toBe(1);
  });

  test('is counted for each of two tries at once, in one tab and in two', async () => {
    const { keyStore, keyWorker, environment, name } = await phone();
    const tabs = [keyStore, keyStore, new KeyStore(keyWorker, environment)];
    const tried = await Promise.all(tabs.map((tab) => tab.unlock(name, '000000')));
    const judged = tried.filter(({ is }) => is === 'wrong').length;
    expect(judged).toBeGreaterThan(1);
    expect((await readKeyFileHeader(keyWorker, name))?.tries).toBe(judged);
  });

  test('that is right brings back no keys that were struck while it was judged', async () => {
    const { keyStore, keyWorker, name } = await phone();
    const { stretch } = keyWorker;
    keyWorker.stretch = async (...asked) => {
      await strikeKeys(keyWorker, name);
      return stretch(...asked);
    };
    expect((await keyStore.unlock(name, '246810')).is).toBe('failed');
    expect((await keyStore.unlock(name, '246810')).is).toBe('struck');
  });

  test('waits from the fourth try, by running time, and no clock set by hand helps', async () => {
    const { keyStore, environment, name } = await phone();
    const waits: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const tried = await keyStore.unlock(name, '000000');
      waits.push(tried.is === 'wrong' ? tried.waitMs : -1);
    }
    expect(waits).toEqual([0, 0, MINUTE]);
    environment.setWall(environment.clock() + 365 * 24 * 60 * MINUTE);
    expect(await keyStore.unlock(name, '246810')).toEqual({ is: 'wait', waitMs: MINUTE });
    environment.pass(MINUTE);
    expect((await keyStore.unlock(name, '246810')).is).toBe('open');
  });

  test('waits also after the app was killed', async () => {
    const { keyStore, keyWorker, environment, name } = await phone();
    for (let i = 0; i < 3; i += 1) await keyStore.unlock(name, '000000');
    const reborn = new KeyStore(keyWorker, environment);
    expect((await reborn.unlock(name, '246810')).is).toBe('wait');
    environment.pass(40_000);
    await reborn.unlock(name, '246810');
    expect(await new KeyStore(keyWorker, environment).unlock(name, '246810')).toEqual({ is: 'wait', waitMs: 20_000 });
  });

  test('that is wrong ten times strikes the keys, and nothing of them is left in the file', async () => {
    const { keyStore, keyWorker, environment, name } = await phone();
    const head = await readKeyFileHeader(keyWorker, name);
    const answers: string[] = [];
    for (let i = 0; i < 10; i += 1) {
      environment.pass(61 * MINUTE);
      answers.push((await keyStore.unlock(name, '000000')).is);
    }
    expect(answers).toEqual([...Array(9).fill('wrong'), 'struck']);
    expect((await keyStore.unlock(name, '246810')).is).toBe('struck');
    const bytes = textOf(keyWorker.files.get(name)?.bytes ?? new Uint8Array());
    expect(bytes).not.toContain(head?.wrapped?.box);
    expect(bytes).not.toContain(head?.table?.box);
  });

  test('that is right forgives the wrong ones before it', async () => {
    const { keyStore, keyWorker, name } = await phone();
    await keyStore.unlock(name, '000000');
    await keyStore.unlock(name, '246810');
    expect((await readKeyFileHeader(keyWorker, name))?.tries).toBe(0);
  });

  test('can be changed, and the old one opens nothing', async () => {
    const { keyStore, keys, name } = await phone();
    expect(await keyStore.changePin(keys, '000000', '111111')).toBe('wrong');
    expect(await keyStore.changePin(keys, '246810', '135790')).toBe('changed');
    expect((await keyStore.unlock(name, '246810')).is).toBe('wrong');
    expect((await keyStore.unlock(name, '135790')).is).toBe('open');
  });

  test('is stretched with less memory only where the phone refuses, and with more when it no longer does', async () => {
    const environment = new ManualEnvironment();
    const keyWorker = new MemoryKeyWorker();
    keyWorker.bears = 20 * 1024;
    const keyStore = new KeyStore(keyWorker, environment);
    const { name } = (await keyStore.create('7Q4MK2T9', '246810', 'S')) as OpenKeys;
    expect((await readKeyFileHeader(keyWorker, name))?.cost.memory).toBe(19 * 1024);
    expect((await keyStore.unlock(name, '246810')).is).toBe('open');
    keyWorker.bears = 64 * 1024;
    expect((await keyStore.unlock(name, '246810')).is).toBe('open');
    expect((await readKeyFileHeader(keyWorker, name))?.cost.memory).toBe(64 * 1024);
    expect((await keyStore.unlock(name, '246810')).is).toBe('open');
  });

  test('is not counted where the phone had no memory to judge it', async () => {
    const { keyStore, keyWorker, name } = await phone();
    keyWorker.bears = 0;
    expect(await keyStore.unlock(name, '246810')).toEqual({ is: 'failed', because: 'memory' });
    expect((await readKeyFileHeader(keyWorker, name))?.tries).toBe(0);
    expect(await keyStore.create('7Q4MK2T9', '246810', 'S')).toBe('memory');
  });
});

describe('a pass phrase', () => {
  const PHRASE = 'kursi biru di sawah';

  test('opens the same keys as a PIN does, with the same waits for a wrong one', async () => {
    const { keyStore, keys, name } = await phone();
    expect(await keyStore.changePin(keys, '246810', PHRASE)).toBe('changed');
    expect(await keyStore.unlock(name, 'Kursi biru di sawah')).toEqual({ is: 'wrong', left: 9, waitMs: 0 });
    const tried = await keyStore.unlock(name, PHRASE);
    expect(tried.is === 'open' && tried.keys.table).toEqual(keys.table);
  });

  test('is remembered as one, so that the lock screen asks for it, and nothing of it lies in the file', async () => {
    const { keyStore, keyWorker, keys, name } = await phone();
    expect([keys.opener, (await readKeyFileHeader(keyWorker, name))?.opener]).toEqual(['pin', 'pin']);
    await keyStore.changePin(keys, '246810', PHRASE);
    expect([keys.opener, (await readKeyFileHeader(keyWorker, name))?.opener]).toEqual(['phrase', 'phrase']);
    expect(textOf(keyWorker.files.get(name)?.bytes ?? new Uint8Array())).not.toContain('kursi');
    await keyStore.changePin(keys, PHRASE, '135790');
    expect(keys.opener).toBe('pin');
  });

  test('is asked for again after an older app has said nothing of it', async () => {
    const { keyStore, keyWorker, keys, name } = await phone();
    await keyStore.changePin(keys, '246810', PHRASE);
    const head = await readKeyFileHeader(keyWorker, name);
    if (!head) throw new Error('no file');
    const { opener: _, ...older } = head;
    await writeKeyFileHeader(keyWorker, name, older);
    const tried = await keyStore.unlock(name, PHRASE);
    expect(tried.is === 'open' && tried.keys.opener).toBe('phrase');
    expect((await readKeyFileHeader(keyWorker, name))?.opener).toBe('phrase');
  });
});
