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

/** Both follow Mawar, and a backup was made since. */
export async function sharedAndBackedUp({ server, sari, dewi }: Awaited<ReturnType<typeof pair>>): Promise<string> {
  const mawar = await client(sari);
  await sari.sync();
  server.grant('D', mawar);
  await dewi.sync();
  server.beginBackup();
  server.endBackup();
  return mawar;
}

/** Dewi alone holds what came after the backup: Sari's phone drowned. */
export async function heldByDewi(both: Awaited<ReturnType<typeof pair>>, visits: number) {
  const { server, sari, dewi } = both;
  const mawar = await sharedAndBackedUp(both);
  const later: string[] = [];
  for (let i = 0; i < visits; i += 1) later.push(await visit(sari, mawar, `later ${i}`));
  await sari.sync();
  await dewi.sync();
  server.restore();
  return later;
}

/** Of what this phone hands in. */
export function takesNothing(phone: TestPhone, answer: 'waiting' | 'declined' | 'refused'): void {
  const { wire } = phone;
  const push: typeof wire.push = async (ask) => {
    const said = await wire.push({ ...ask, found: [] });
    const found = (ask.found ?? []).map(({ record }) => ({ record, answer }));
    return said.is === 'answer' ? { ...said, body: { ...said.body, found } } : said;
  };
  phone.wire = { ...wire, push };
}
