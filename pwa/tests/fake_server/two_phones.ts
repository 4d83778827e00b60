/** Two colleagues of one unit with their phones, and what they write in small tests. */

import { RehearsalPhone } from './phone.ts';
import { RehearsalServer } from './server.ts';

export const [HOME, OTHER] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'];
export const DAY = 86_400_000;

export async function pair() {
  const server = new RehearsalServer({ S: HOME, D: HOME, B: OTHER });
  const sari = await RehearsalPhone.enrolled(server, 'S', 's1', 1);
  const dewi = await RehearsalPhone.enrolled(server, 'D', 'd1', 2);
  return { server, sari, dewi };
}

export const client = (phone: RehearsalPhone, alias = 'Mawar') =>
  phone.book.save('client', { set: { alias, note: 'a' } });
export const visit = (phone: RehearsalPhone, feed: string, note = 'b') =>
  phone.book.save('visit', { feed, set: { note } });
export const waits = (phone: RehearsalPhone) => phone.book.waiting().length;
