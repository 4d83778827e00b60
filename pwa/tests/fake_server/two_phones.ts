/** Two colleagues of one unit with their phones, and what they write in small tests. */

import { FakeServer } from './fake_server.ts';
import { TestPhone } from './test_phone.ts';

export const [HOME, OTHER] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'];
export const DAY = 86_400_000;

export async function pair() {
  const server = new FakeServer({ S: HOME, D: HOME, B: OTHER });
  const sari = await TestPhone.enrolled(server, 'S', 's1', 1);
  const dewi = await TestPhone.enrolled(server, 'D', 'd1', 2);
  return { server, sari, dewi };
}

export const client = (phone: TestPhone, alias = 'Mawar') => phone.book.save('client', { set: { alias, note: 'a' } });
export const visit = (phone: TestPhone, feed: string, note = 'b') => phone.book.save('visit', { feed, set: { note } });
export const waits = (phone: TestPhone) => phone.book.waiting().length;
