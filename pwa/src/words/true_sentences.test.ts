import { expect, test } from 'vitest';
import { words } from '.';

/** Every sentence of the tables; of a function, what it says of these. */
function sentences(table: unknown): string[] {
  if (typeof table === 'string') return [table];
  if (typeof table === 'function') return [String(table('x', 'y'))];
  return typeof table === 'object' && table !== null ? Object.values(table).flatMap(sentences) : [];
}
/** Also those that stand beside their pages, which the first screen does not carry. */
const beside = import.meta.glob<object>('../pages/**/words.id.ts', { eager: true, import: 'words' });
const said = sentences([words, beside]);

test('a closed app does nothing by itself: whatever is sent or tried again says that it must be open', () => {
  const alone = said.filter((one) => /(dikirim|dicoba|mencoba)( lagi)? sendiri/i.test(one));
  expect(alone.length).toBeGreaterThan(3);
  for (const one of alone) expect(one).toMatch(/(terbuka|dibuka)/);
});

test('what comes to another phone, or leaves one, does so when its app is opened', () => {
  const elsewhere = said.filter((one) => /(sampai|hilang|dihapus) .*tersambung/i.test(one));
  expect(elsewhere.length).toBeGreaterThan(3);
  for (const one of elsewhere) expect(one).toMatch(/aplikasi/);
});

test('nothing is promised that does not exist yet: nothing is sent behind a closed app', () => {
  for (const one of said) expect(one).not.toMatch(/dikirim di latar/i);
});

test('where all is said to be handed in, it is said of pictures and recordings too', () => {
  const handed = said.filter((one) => /semua .*(diterima|ada di) server|sudah terkirim ada di server/i.test(one));
  expect(handed.length).toBeGreaterThan(2);
  for (const one of handed) expect(one).toMatch(/foto/i);
});
