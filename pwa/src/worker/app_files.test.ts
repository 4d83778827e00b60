import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dropOthers, keepFiles, keysOf } from './app_files.ts';

const KEYS = keysOf([
  { url: 'index.html', revision: 'a1' },
  { url: 'assets/cards-12345678.js', revision: null },
]);
const FILES: Record<string, [type: string, text: string]> = {
  '/index.html': ['text/html', '<div id="app"></div>'],
  '/assets/cards-12345678.js': ['text/javascript', 'export {}'],
};
const PORTAL: [string, string] = ['text/html; charset=utf-8', '<title>Masuk ke WiFi</title>'];
const answered = ([type, text]: [string, string]): Response =>
  new Response(text, { headers: { 'content-type': type } });

const free = async (): Promise<void> => undefined;

let kept: Map<string, Response>;
let older: Map<string, Response>;
let between: string[];

beforeEach(() => {
  [kept, older, between] = [new Map(), new Map(), []];
  const cache = {
    match: async (key: string) => kept.get(key)?.clone(),
    put: async (key: string, file: Response) => void kept.set(key, file),
    keys: async () => [...kept.keys()].map((key) => ({ url: `https://pulih.test${key}` })),
    delete: async (url: string) => kept.delete(url.replace('https://pulih.test', '')),
  };
  vi.stubGlobal('caches', {
    open: async () => cache,
    match: async (key: string) => older.get(key)?.clone(),
    keys: async () => ['app'],
  });
  vi.stubGlobal('fetch', async (path: string) => answered(between.includes(path) ? PORTAL : (FILES[path] ?? PORTAL)));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const texts = async (): Promise<string[]> => Promise.all([...kept.values()].map((file) => file.clone().text()));
const WHOLE = Object.values(FILES).map(([, text]) => text);

test.each(Object.keys(FILES))('a page of a network is never kept as %s', async (path) => {
  between = [path];
  await expect(keepFiles(KEYS, free)).rejects.toThrow(path);
  expect(await texts()).not.toContain(PORTAL[1]);
  between = [];
  await keepFiles(KEYS, free);
  expect(await texts()).toEqual(WHOLE);
});

test('nothing is fetched while the line is not free', async () => {
  const asked: (() => void)[] = [];
  const keeping = keepFiles(KEYS, () => new Promise((isFree) => asked.push(isFree)));
  for (const count of [0, 1]) {
    await expect.poll(() => asked.length).toBe(count + 1);
    expect(kept.size).toBe(count);
    asked[count]?.();
  }
  await keeping;
  expect(await texts()).toEqual(WHOLE);
});

test('one that an older app has kept is fetched anew', async () => {
  older.set('/assets/cards-12345678.js', answered(PORTAL));
  await keepFiles(KEYS, free);
  expect(await texts()).toEqual(WHOLE);
});

test.each([
  ['is being laid down', false],
  ['is not there', true],
])('a build that takes over while a newer one %s leaves that one whole', async (_, isNewest) => {
  await keepFiles(KEYS, free);
  await dropOthers(keysOf([{ url: 'index.html', revision: 'a0' }]), [], () => isNewest);
  expect(await texts()).toEqual(isNewest ? [] : WHOLE);
});
