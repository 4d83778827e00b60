import { afterEach, beforeEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

/** What a browser's address bar and history would hold. */
class Bar {
  entries: { state: unknown; path: string }[] = [{ state: null, path: '/' }];
  at = 0;
  popped: (event: { state: unknown }) => void = () => {};
  pushState = (state: unknown, _title: string, path: string) => {
    this.entries = [...this.entries.slice(0, this.at + 1), { state, path }];
    this.at += 1;
  };
  replaceState = (state: unknown, _title: string, path?: string) => {
    this.entries[this.at] = { state, path: path ?? this.path };
  };
  move = (steps: number) => {
    this.at += steps;
    this.popped({ state: this.entries[this.at]?.state });
  };
  back = () => this.move(-1);
  get path(): string {
    return this.entries[this.at]?.path ?? '';
  }
}

let bar: Bar;
let router: typeof import('./router').router;

beforeEach(async () => {
  bar = new Bar();
  vi.resetModules();
  vi.stubGlobal('history', bar);
  vi.stubGlobal('document', { activeElement: null });
  vi.stubGlobal('location', {
    get pathname() {
      return bar.path;
    },
  });
  vi.stubGlobal('addEventListener', (_name: string, listener: Bar['popped']) => {
    bar.popped = listener;
  });
  router = (await import('./router')).router;
});

test('address and history hold places and step numbers, never an id', () => {
  router.go('/klien');
  router.go('/klien/lihat', { client: '01930a5e-7c00-7000-8000-000000000001' });
  expect(JSON.stringify(bar.entries)).not.toContain('01930a5e');
  expect(bar.entries.map((entry) => entry.path)).toEqual(['/', '/klien', '/klien/lihat']);
  expect(router.at.target.client).toContain('01930a5e');
});

test('back and forward find again what was shown there', () => {
  router.go('/klien/lihat', { client: 'a' });
  router.go('/klien/lihat', { client: 'b' });
  router.back('/klien');
  expect(router.at).toEqual({ path: '/klien/lihat', target: { client: 'a' } });
  bar.move(1);
  expect(router.at.target.client).toBe('b');
});

test('back leads home where there is no step to go back', () => {
  router.back('/klien');
  expect(router.at.path).toBe('/klien');
  expect(bar.entries).toHaveLength(1);
});

test('a page that was replaced is not come back to', () => {
  router.go('/klien');
  router.go('/klien/tulis', { kind: 'client' });
  router.instead('/klien/lihat', { client: 'new' });
  router.back('/');
  expect(router.at.path).toBe('/klien');
});

test('when somebody else sits here nothing of the last one is found by going back', () => {
  router.go('/klien/lihat', { client: 'a' });
  router.go('/klien/catatan', { client: 'a', record: 'r' });
  router.forget();
  bar.back();
  expect(router.at.target).toEqual({});
});

test('what was searched for and scrolled to is found again by coming back, not by going there anew', () => {
  router.go('/klien');
  router.kept.set('searched', 'tia');
  router.go('/klien/lihat', { client: 'a' });
  expect(router.kept.size).toBe(0);
  bar.back();
  expect(router.kept.get('searched')).toBe('tia');
  router.go('/klien');
  expect(router.kept.size).toBe(0);
  bar.back();
  router.forgetKept();
  expect(router.kept.size).toBe(0);
});

test('a page with steps of its own takes the way back of the phone, until there is none in it or it is left', () => {
  router.go('/klien');
  router.go('/klien/tulis', { kind: 'screening' });
  let questions = 2;
  const release = router.hold(() => questions-- > 0);
  const here = router.at;
  bar.back();
  bar.back();
  expect(router.at).toBe(here);
  expect([bar.path, bar.at, bar.entries.length]).toEqual(['/klien/tulis', 2, 3]);
  bar.back();
  expect(router.at.path).toBe('/klien');
  bar.move(1);
  questions = 9;
  router.back('/');
  expect([router.at.path, questions]).toEqual(['/klien', 9]);
  release();
});

test('what had the focus lets go of it before its page makes room for the next', () => {
  const seen: string[] = [];
  vi.stubGlobal('document', { activeElement: { blur: () => seen.push(router.at.path) } });
  router.go('/klien');
  router.instead('/saya');
  expect(seen).toEqual(['/', '/klien']);
});
