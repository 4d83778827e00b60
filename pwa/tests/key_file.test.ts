import { describe, expect, test } from 'vitest';
import { bytesOf, textOf } from '../src/core/device/bytes.ts';
import { type BlockFile, readKeyFile, writeKeyFile as writeOver } from '../src/core/keys/key_file.ts';
import { MemoryFile, PowerLoss } from './fake_server/memory_file.ts';

const OLD = bytesOf('the old key, rather longer than the new one');
const NEW = bytesOf('the new key');

/** By whoever has read what lies there. */
const writeKeyFile = async (file: BlockFile, body: typeof OLD): Promise<number> =>
  writeOver(file, body, (await readKeyFile(file))?.sequence ?? 0);
const read = async (file: BlockFile): Promise<typeof OLD | undefined> => (await readKeyFile(file))?.body;

async function written(...bodies: (typeof OLD)[]): Promise<MemoryFile> {
  const file = new MemoryFile();
  for (const body of bodies) await writeKeyFile(file, body);
  return file;
}

const holds = (file: MemoryFile, words: string): boolean => textOf(file.bytes).includes(words);

/** Writes NEW over this disk until the power goes. */
async function cut(disk: MemoryFile['bytes'], at: number): Promise<MemoryFile> {
  const file = new MemoryFile(disk, at);
  await writeKeyFile(file, NEW).catch((error: unknown) => {
    if (!(error instanceof PowerLoss)) throw error;
  });
  return file;
}

/** A phone that has no room beyond what this file takes already. */
function onFullPhone(file: MemoryFile): BlockFile {
  return {
    read: (at, length) => file.read(at, length),
    flush: () => file.flush(),
    write: (at, bytes) => {
      if (at + bytes.length > file.bytes.length) throw new DOMException('no room', 'QuotaExceededError');
      file.write(at, bytes);
    },
  };
}

describe('a key file', () => {
  test('takes its room at once, so that a phone which is full by now still opens and still counts tries', async () => {
    const file = await written(NEW);
    for (const body of [OLD, NEW, OLD]) await writeKeyFile(onFullPhone(file), body);
    expect(await read(file)).toEqual(OLD);
  });

  test('of a phone that was full from the beginning is refused, and what was written stays', async () => {
    await expect(writeKeyFile(onFullPhone(new MemoryFile()), NEW)).rejects.toThrow('no room');
    const short = new MemoryFile((await written(OLD)).bytes.slice(0, 200));
    await expect(writeKeyFile(onFullPhone(short), NEW)).rejects.toThrow('no room');
    expect(await read(short)).toEqual(OLD);
  });

  test('that was written by a worker who could not say so is written, and by another it is moved', async () => {
    const file = await written(OLD, NEW);
    expect(await writeOver(file, NEW, 1, true)).toBe(2);
    await expect(writeOver(file, NEW, 1)).rejects.toThrow('moved');
    await expect(writeOver(file, OLD, 1, true)).rejects.toThrow('moved');
    expect([await read(file), holds(file, 'the old key')]).toEqual([NEW, false]);
  });

  test('gives back what was last written', async () => {
    expect(await read(new MemoryFile())).toBeUndefined();
    expect(await read(await written(OLD, NEW))).toEqual(NEW);
    expect(await read(await written(NEW, OLD, NEW, OLD))).toEqual(OLD);
  });

  test('is not written by whoever has not read what lies there', async () => {
    const file = await written(OLD);
    const over = (await readKeyFile(file))?.sequence ?? 0;
    expect(await writeOver(file, NEW, over)).toBe(over + 1);
    await expect(writeOver(file, OLD, over)).rejects.toThrow('moved');
    await expect(writeOver(file, OLD, 0)).rejects.toThrow('moved');
    expect(await writeOver(new MemoryFile(), NEW, 7)).toBe(8);
    expect(await read(file)).toEqual(NEW);
  });

  test('keeps nothing of what was overwritten', async () => {
    const file = await written(OLD, NEW);
    expect(holds(file, 'old key')).toBe(false);
  });

  test('loses no key, wherever the power goes', async () => {
    for (const before of [[OLD], [NEW, OLD]]) {
      const { bytes } = await written(...before);
      const whole = await cut(bytes, Number.POSITIVE_INFINITY);
      expect(whole.steps.length).toBe(4);
      for (let at = 0; at <= whole.steps.length; at += 1) {
        for (const found of (await cut(bytes, at)).afterPowerLoss()) {
          const body = await read(new MemoryFile(found));
          expect([textOf(OLD), textOf(NEW)]).toContain(textOf(body ?? bytesOf('nothing')));
        }
      }
    }
  });

  test('finishes a zeroing that was cut short, and is writable after any crash', async () => {
    const { bytes } = await written(OLD);
    for (let at = 0; at <= 4; at += 1) {
      for (const found of (await cut(bytes, at)).afterPowerLoss()) {
        const file = new MemoryFile(found);
        const body = await read(file);
        if (textOf(body ?? OLD) === textOf(NEW)) expect(holds(file, 'rather longer')).toBe(false);
        await writeKeyFile(file, bytesOf('third'));
        expect(textOf((await read(file)) ?? OLD)).toBe('third');
        expect(holds(file, 'rather longer')).toBe(false);
      }
    }
  });
});
