/**
 * The app's own files, so that it starts without signal, and nothing else: never an answer of the API. All files of a new
 * build are there before it is called installed; those of the old one go when the new one takes over.
 */

/** As the build lists it. `revision`: null where the name itself says what is in it. */
export interface AppFile {
  readonly url: string;
  readonly revision: string | null;
}

const CACHE = 'app';
const PAGE = '/index.html';
/** Said by a proxy of how it packs an answer, and of no use to whoever keeps it. */
const LOOSE = { ignoreVary: true };

/** The address under which each file is kept, by its path. */
export const keysOf = (files: readonly AppFile[]): ReadonlyMap<string, string> =>
  new Map(files.map(({ url, revision }) => [`/${url}`, revision === null ? `/${url}` : `/${url}?v=${revision}`]));

/**
 * One after the other, for a thin line, and each once that `isFree`. What another build, or an older app, has kept
 * already is not fetched again.
 */
export async function keepFiles(keys: ReadonlyMap<string, string>, isFree: () => Promise<void>): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const [path, key] of keys) {
    if (await cache.match(key, LOOSE)) continue;
    await isFree();
    const kept = await caches.match(key, LOOSE);
    const whole = kept && (await isOurs(path, kept)) ? kept : undefined;
    const file = whole ?? (await fetch(path, key === path ? {} : { cache: 'reload' }));
    if (!(await isOurs(path, file))) throw new TypeError(path);
    await cache.put(key, file);
  }
}

/** A network that wants her to sign in answers with its own page and 200, also in the midst: kept, it would stay for ever. */
async function isOurs(path: string, file: Response): Promise<boolean> {
  const isPage = file.headers.get('content-type')?.startsWith('text/html') ?? false;
  if (!file.ok || file.redirected || isPage !== path.endsWith('.html')) return false;
  return !isPage || (await file.clone().text()).includes('id="app"');
}

/**
 * `others`: caches that are somebody else's. Where a newer build lies here, or begins to, nothing goes: what it has kept
 * is kept for good, and it clears away itself when it takes over.
 */
export async function dropOthers(
  keys: ReadonlyMap<string, string>,
  others: readonly string[],
  isNewest: () => boolean,
): Promise<void> {
  const kept = new Set(keys.values());
  const cache = await caches.open(CACHE);
  const [files, names] = [await cache.keys(), await caches.keys()];
  if (!isNewest()) return;
  for (const { url } of files) {
    const { pathname, search } = new URL(url);
    if (!kept.has(pathname + search)) await cache.delete(url, LOOSE);
  }
  for (const name of names) if (name !== CACHE && !others.includes(name)) await caches.delete(name);
}

/** undefined: it is none of ours, and goes its way. `places`: addresses of the app's page. */
export function answerOf(
  { method, mode, url }: Request,
  keys: ReadonlyMap<string, string>,
  places: readonly string[],
): string | undefined {
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return undefined;
  return keys.get(mode === 'navigate' && places.includes(pathname) ? PAGE : pathname);
}

/** Where the browser has cleared it, from the server. */
export const fileOf = async (key: string, request: Request): Promise<Response> =>
  (await caches.match(key, { ...LOOSE, cacheName: CACHE })) ?? fetch(request);
