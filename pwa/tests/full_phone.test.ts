import { expect, test } from 'vitest';
import { enrolPhone, phoneAndServer } from './fake_server/enrolled_phone.ts';

test('an answer that a full phone cannot keep is asked for again: it says so, and nothing happens twice', async () => {
  const { server, tab } = phoneAndServer();
  const { book, sync } = await enrolPhone(tab());
  await sync.now();
  const feed = await book.save('client', { set: { alias: 'Mawar' } });
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('', 'QuotaExceededError');
  };
  try {
    await sync.now();
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  expect(sync.status.local).toBe('full');
  expect(book.waiting()).toHaveLength(1);
  expect(server.state.rows[feed]?.n).toBe(1);
  await sync.now();
  expect([sync.status.local, book.waiting().length, book.get(feed)?.state]).toEqual([undefined, 0, 'sent']);
  expect(server.state.rows[feed]?.n).toBe(1);
});
