/**
 * A text as a QR code (ISO/IEC 18004): bytes, error correction M, any size. Pure.
 *
 * Its own, since a library for it weighs four times as much: it knows three alphabets and draws pictures of five sorts.
 */

// Of level M, by version from 1: code words of error correction in a block, and blocks.
const CORRECTING = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26];
const BLOCKS = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35,
  37, 38, 40, 43, 45, 47, 49,
];

const correctingOf = (version: number): number => CORRECTING[version - 1] ?? 28;
const blocksOf = (version: number): number => BLOCKS[version - 1] ?? 1;

type Modules = boolean[][];

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** Row by row, whether each module is dark. Throws where the text has more than 2,331 bytes. */
export function qrCode(text: string): readonly (readonly boolean[])[] {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const words = interleaved(dataWords(bytes, version), version);
  const made = MASKS.map((_, mask) => drawn(version, words, mask));
  return made.reduce((best, one) => (penalty(one) < penalty(best) ? one : best));
}

/** Modules that bear code words. */
function roomOf(version: number): number {
  const marks = version < 2 ? 0 : Math.floor(version / 7) + 2;
  const aligned = marks ? (25 * marks - 10) * marks - 55 : 0;
  return (16 * version + 128) * version + 64 - aligned - (version >= 7 ? 36 : 0);
}

const dataRoom = (version: number): number =>
  Math.floor(roomOf(version) / 8) - correctingOf(version) * blocksOf(version);

function versionFor(length: number): number {
  for (let version = 1; version <= 40; version++)
    if (length + (version < 10 ? 2 : 3) <= dataRoom(version)) return version;
  throw new RangeError('qr-too-long');
}

function dataWords(bytes: Uint8Array, version: number): number[] {
  const long = version >= 10;
  const bits = `0100${bytes.length.toString(2).padStart(long ? 16 : 8, '0')}${[...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')}0000`;
  const words = (bits.match(/.{1,8}/g) ?? []).map((word) => Number.parseInt(word.padEnd(8, '0'), 2));
  const room = dataRoom(version);
  for (let filler = 0xec; words.length < room; filler ^= 0xec ^ 0x11) words.push(filler);
  return words.slice(0, room);
}

/** Each block with its error correction; then the first word of each, the second of each, and so on. */
function interleaved(data: readonly number[], version: number): number[] {
  const [count, correcting] = [blocksOf(version), correctingOf(version)];
  const short = Math.floor(data.length / count);
  const blocks: number[][] = [];
  for (let at = 0, number = 0; number < count; number++) {
    const end = at + short + (number >= count - (data.length % count) ? 1 : 0);
    blocks.push(data.slice(at, end));
    at = end;
  }
  const divisor = generator(correcting);
  const across = (all: readonly number[][]): number[] =>
    Array.from({ length: short + correcting + 1 }, (_, at) => all.flatMap((block) => block[at] ?? [])).flat();
  return [...across(blocks), ...across(blocks.map((block) => remainder(block, divisor)))];
}

/** In the field of 256 elements, modulo x⁸ + x⁴ + x³ + x² + 1. */
function times(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((other >>> bit) & 1) * one;
  }
  return product;
}

function generator(degree: number): number[] {
  const factors = [...Array<number>(degree - 1).fill(0), 1];
  for (let root = 1, step = 0; step < degree; step++, root = times(root, 2))
    for (let at = 0; at < degree; at++) factors[at] = times(factors[at] ?? 0, root) ^ (factors[at + 1] ?? 0);
  return factors;
}

function remainder(words: readonly number[], divisor: readonly number[]): number[] {
  const rest = divisor.map(() => 0);
  for (const word of words) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    for (const [at, one] of divisor.entries()) rest[at] = (rest[at] ?? 0) ^ times(one, factor);
  }
  return rest;
}

function drawn(version: number, words: readonly number[], mask: number): Modules {
  const size = 4 * version + 17;
  const modules: Modules = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const fixed: Modules = modules.map((row) => [...row]);
  const set = (row: number, column: number, dark: boolean): void => {
    const [line, kept] = [modules[row], fixed[row]];
    if (line && kept && column >= 0 && column < size) [line[column], kept[column]] = [dark, true];
  };
  drawFixed(version, size, set);
  drawFormat(size, mask, set);
  let bit = 0;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2)
    for (let step = 0; step < size; step++)
      for (const column of [right, right - 1]) {
        const row = (right + 1) & 2 ? step : size - 1 - step;
        const line = modules[row];
        if (!line || fixed[row]?.[column]) continue;
        const dark = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        bit++;
        line[column] = dark !== (MASKS[mask]?.(row, column) ?? false);
      }
  return modules;
}

type SetModule = (row: number, column: number, dark: boolean) => void;

function drawFixed(version: number, size: number, set: SetModule): void {
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const)
    square(row, column, 4, (ring) => ring !== 2 && ring !== 4, set);
  const marks = marksOf(version, size);
  const last = marks.length - 1;
  for (const [up, row] of marks.entries())
    for (const [along, column] of marks.entries())
      if (!((up === 0 && (along === 0 || along === last)) || (up === last && along === 0)))
        square(row, column, 2, (ring) => ring !== 1, set);
  if (version < 7) return;
  const bits = (version << 12) | divided(version, 12, 0x1f25);
  for (let at = 0; at < 18; at++) {
    const dark = ((bits >> at) & 1) === 1;
    set(Math.floor(at / 3), size - 11 + (at % 3), dark);
    set(size - 11 + (at % 3), Math.floor(at / 3), dark);
  }
}

function square(row: number, column: number, reach: number, isDark: (ring: number) => boolean, set: SetModule): void {
  for (let up = -reach; up <= reach; up++)
    for (let along = -reach; along <= reach; along++)
      set(row + up, column + along, isDark(Math.max(Math.abs(up), Math.abs(along))));
}

function marksOf(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - at * step).reverse()];
}

/** Level M is 00. */
function drawFormat(size: number, mask: number, set: SetModule): void {
  const bits = ((mask << 10) | divided(mask, 10, 0x537)) ^ 0x5412;
  const dark = (at: number): boolean => ((bits >> at) & 1) === 1;
  for (let at = 0; at < 15; at++) {
    const [near, far] = [at < 6 ? at : at < 8 ? at + 1 : size - 15 + at, at < 8 ? size - 1 - at : at < 9 ? 7 : 14 - at];
    set(near, 8, dark(at));
    set(8, far, dark(at));
  }
  set(size - 8, 8, true);
}

function divided(value: number, bits: number, by: number): number {
  let rest = value;
  for (let at = 0; at < bits; at++) rest = (rest << 1) ^ ((rest >>> (bits - 1)) * by);
  return rest;
}

const LIKE_A_CORNER = /1011101(?=0000)|(?<=0000)1011101/g;

/** What makes it hard to read: runs, blocks of four, what looks like a corner, and too much of dark or light. */
function penalty(modules: Modules): number {
  const size = modules.length;
  const lines = (all: Modules): string[] => all.map((row) => row.map(Number).join(''));
  const turned = modules.map((_, column) => modules.map((row) => row[column] ?? false));
  let sum = 0;
  for (const line of [...lines(modules), ...lines(turned)]) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
    sum += 40 * (line.match(LIKE_A_CORNER)?.length ?? 0);
  }
  for (const [row, line] of modules.entries())
    for (const [column, dark] of line.entries()) {
      const below = modules[row + 1];
      if (
        below &&
        column + 1 < size &&
        [line[column + 1], below[column], below[column + 1]].every((one) => one === dark)
      )
        sum += 3;
    }
  const darkness = modules.flat().filter(Boolean).length / size ** 2;
  return sum + 10 * Math.floor(Math.abs(darkness - 0.5) * 20);
}
