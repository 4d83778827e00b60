import { describe, expect, test } from 'vitest';
import { textOf } from '../src/core/device/bytes.ts';
import { readHead, writeHead } from '../src/core/keys/key_file_header.ts';
import { KeyRoom } from '../src/core/keys/key_store.ts';
import type { Keys } from '../src/core/keys/keys.ts';
import { Clockwork, MemoryVault } from './fake_server/environment.ts';

const MINUTE = 60_000;

async function phone() {
  const seams = new Clockwork();
  const vault = new MemoryVault();
  const room = new KeyRoom(vault, seams);
  const keys = (await room.create('7Q4MK2T9', '246810', 'S')) as Keys;
  return { seams, vault, room, keys, name: keys.name };
}

describe('a PIN', () => {
  test('opens the same keys again', async () => {
    const { room, keys, name } = await phone();
    const tried = await room.unlock(name, '246810');
    if (tried.is !== 'open') throw new Error(tried.is);
    expect(tried.keys.table).toEqual(keys.table);
  });

  test('is counted on the disk before it is judged', async () => {
    const { room, vault, name } = await phone();
    let counted: number | undefined;
    const { stretch } = vault;
    vault.stretch = async (...asked) => {
      counted = (await readHead(vault, name))?.tries;
      return stretch(...asked);
    };
    await room.unlock(name, '000000');
    expect(counted).toBe(1);
  });

  test('waits from the fourth try, by running time, and no clock set by hand helps', async () => {
    const { room, seams, name } = await phone();
    const waits: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const tried = await room.unlock(name, '000000');
      waits.push(tried.is === 'wrong' ? tried.waitMs : -1);
    }
    expect(waits).toEqual([0, 0, MINUTE]);
    seams.setWall(seams.clock() + 365 * 24 * 60 * MINUTE);
    expect(await room.unlock(name, '246810')).toEqual({ is: 'wait', waitMs: MINUTE });
    seams.pass(MINUTE);
    expect((await room.unlock(name, '246810')).is).toBe('open');
  });

  test('waits also after the app was killed', async () => {
    const { room, vault, seams, name } = await phone();
    for (let i = 0; i < 3; i += 1) await room.unlock(name, '000000');
    const reborn = new KeyRoom(vault, seams);
    expect((await reborn.unlock(name, '246810')).is).toBe('wait');
    seams.pass(40_000);
    await reborn.unlock(name, '246810');
    expect(await new KeyRoom(vault, seams).unlock(name, '246810')).toEqual({ is: 'wait', waitMs: 20_000 });
  });

  test('that is wrong ten times strikes the keys, and nothing of them is left in the file', async () => {
    const { room, vault, seams, name } = await phone();
    const head = await readHead(vault, name);
    const answers: string[] = [];
    for (let i = 0; i < 10; i += 1) {
      seams.pass(61 * MINUTE);
      answers.push((await room.unlock(name, '000000')).is);
    }
    expect(answers).toEqual([...Array(9).fill('wrong'), 'struck']);
    expect((await room.unlock(name, '246810')).is).toBe('struck');
    const bytes = textOf(vault.files.get(name)?.bytes ?? new Uint8Array());
    expect(bytes).not.toContain(head?.wrapped?.box);
    expect(bytes).not.toContain(head?.table?.box);
  });

  test('that is right forgives the wrong ones before it', async () => {
    const { room, vault, name } = await phone();
    await room.unlock(name, '000000');
    await room.unlock(name, '246810');
    expect((await readHead(vault, name))?.tries).toBe(0);
  });

  test('can be changed, and the old one opens nothing', async () => {
    const { room, keys, name } = await phone();
    expect(await room.changePin(keys, '000000', '111111')).toBe('wrong');
    expect(await room.changePin(keys, '246810', '135790')).toBe('changed');
    expect((await room.unlock(name, '246810')).is).toBe('wrong');
    expect((await room.unlock(name, '135790')).is).toBe('open');
  });

  test('is stretched with less memory only where the phone refuses, and with more when it no longer does', async () => {
    const seams = new Clockwork();
    const vault = new MemoryVault();
    vault.bears = 20 * 1024;
    const room = new KeyRoom(vault, seams);
    const { name } = (await room.create('7Q4MK2T9', '246810', 'S')) as Keys;
    expect((await readHead(vault, name))?.cost.memory).toBe(19 * 1024);
    expect((await room.unlock(name, '246810')).is).toBe('open');
    vault.bears = 64 * 1024;
    expect((await room.unlock(name, '246810')).is).toBe('open');
    expect((await readHead(vault, name))?.cost.memory).toBe(64 * 1024);
    expect((await room.unlock(name, '246810')).is).toBe('open');
  });

  test('is not counted where the phone had no memory to judge it', async () => {
    const { room, vault, name } = await phone();
    vault.bears = 0;
    expect(await room.unlock(name, '246810')).toEqual({ is: 'failed', because: 'memory' });
    expect((await readHead(vault, name))?.tries).toBe(0);
    expect(await room.create('7Q4MK2T9', '246810', 'S')).toBe('memory');
  });
});

describe('a pass phrase', () => {
  const PHRASE = 'kursi biru di sawah';

  test('opens the same keys as a PIN does, with the same waits for a wrong one', async () => {
    const { room, keys, name } = await phone();
    expect(await room.changePin(keys, '246810', PHRASE)).toBe('changed');
    expect(await room.unlock(name, 'Kursi biru di sawah')).toEqual({ is: 'wrong', left: 9, waitMs: 0 });
    const tried = await room.unlock(name, PHRASE);
    expect(tried.is === 'open' && tried.keys.table).toEqual(keys.table);
  });

  test('is remembered as one, so that the lock screen asks for it, and nothing of it lies in the file', async () => {
    const { room, vault, keys, name } = await phone();
    expect([keys.opener, (await readHead(vault, name))?.opener]).toEqual(['pin', 'pin']);
    await room.changePin(keys, '246810', PHRASE);
    expect([keys.opener, (await readHead(vault, name))?.opener]).toEqual(['phrase', 'phrase']);
    expect(textOf(vault.files.get(name)?.bytes ?? new Uint8Array())).not.toContain('kursi');
    await room.changePin(keys, PHRASE, '135790');
    expect(keys.opener).toBe('pin');
  });

  test('is asked for again after an older app has said nothing of it', async () => {
    const { room, vault, keys, name } = await phone();
    await room.changePin(keys, '246810', PHRASE);
    const head = await readHead(vault, name);
    if (!head) throw new Error('no file');
    const { opener: _, ...older } = head;
    await writeHead(vault, name, older);
    const tried = await room.unlock(name, PHRASE);
    expect(tried.is === 'open' && tried.keys.opener).toBe('phrase');
    expect((await readHead(vault, name))?.opener).toBe('phrase');
  });
});
