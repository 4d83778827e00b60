import { expect, test } from 'vitest';
import type { components } from '../../core/sync/openapi';
import { phoneLines } from './phone_lines';
import type { UnitPhone } from './unit_overview';
import { words } from './words.id';

const silent: UnitPhone = {
  id: 'p',
  agent: 'a',
  status: 'active',
  fingerprint: '1234',
  last_seen_at: 'masuk',
  heard_at: null,
  app: null,
  unsent: null,
  skew: null,
};
const said = (phone: Partial<UnitPhone>): readonly string[] => phoneLines({ ...silent, ...phone }, (when) => when);

test('a phone that said nothing of itself is not said to have sent all', () => {
  expect(said({})).toEqual(['Terakhir masuk masuk']);
});

test('what waits on it, its version, and a clock that goes wrong', () => {
  expect(said({ heard_at: 'tadi', app: '1.4.0', unsent: 3, skew: 720 })).toEqual([
    'Terakhir tersambung tadi',
    '3 catatan belum terkirim, kata HP itu',
    'Aplikasi versi 1.4.0',
    'Jamnya 12 menit lebih cepat',
  ]);
  expect(said({ heard_at: 'tadi', unsent: 0, skew: -3600 })).toEqual([
    'Terakhir tersambung tadi',
    'Semua sudah terkirim, kata HP itu',
    'Jamnya 60 menit terlambat',
  ]);
  expect(said({ heard_at: 'tadi', skew: 90 })).toEqual(['Terakhir tersambung tadi']);
});

test('however a phone stands, it is said in words', () => {
  const standings: { readonly [standing in components['schemas']['Standing']['status']]: true } = {
    active: true,
    locked: true,
    wipe: true,
  };
  expect(Object.keys(words.status)).toEqual(expect.arrayContaining(Object.keys(standings)));
});
