import { expect, test } from 'vitest';
import { BlobSender } from '../src/core/blobs/send_blobs.ts';
import { enrolPhone, phoneAndServer } from './fake_server/enrolled_phone.ts';
import { always, CONTENT, phoneWithPhoto, visitWith } from './fake_server/photo_phone.ts';

const DOOR = '/v1/rescue/blobs';
/** How far it has come, and its two parts. */
const QUESTIONS = 3;

/** Enrolled, a client with a picture waits, and nobody opens the app. */
async function closedPhone() {
  const here = phoneAndServer();
  const { book, blobs } = await enrolPhone(here.tab());
  const { sha256, ...kept } = await blobs.keep(new Blob([CONTENT]), 'image/webp');
  await book.save('client', { set: { alias: 'Mawar', photo: { sha256, ...kept } } });
  const asked = (): number => here.entrance.asked.filter(({ path }) => path === DOOR).length;
  return { here, sha256, asked, arrived: (): boolean => here.entrance.blobs.get(sha256)?.whole === true };
}

/** The app is opened, and killed in its question `at`: before it left, or when the server had it and nobody heard. */
async function killedAt(here: ReturnType<typeof phoneAndServer>, at: number, heard: boolean): Promise<void> {
  const { entrance } = here;
  const { fetch } = entrance;
  let asked = 0;
  await new Promise<void>((killed) => {
    const dying: typeof fetch = async (url, init) => {
      if (!String(url).endsWith(DOOR)) return fetch(url, init);
      asked += 1;
      if (asked < at) return fetch(url, init);
      if (asked === at && heard) await fetch(url, init);
      killed();
      return new Promise(() => undefined);
    };
    Object.assign(entrance, { fetch: dying });
    void here.reborn().enrolments();
  });
  Object.assign(entrance, { fetch });
}

const moments = [
  [1, 'unheard', false],
  [2, 'heard', true],
  [QUESTIONS, 'heard', true],
] as const;

test.each(moments)('killed in question %i, %s by the server, the next start brings the rest', async (at, _, heard) => {
  const { here, asked, arrived } = await closedPhone();
  await killedAt(here, at, heard);
  expect(arrived()).toBe(at === QUESTIONS && heard);
  const appSession = here.reborn();
  const [one] = await appSession.enrolments();
  await expect.poll(arrived).toBe(true);
  await expect.poll(() => appSession.handInBlobs(one?.id ?? '')).toBe(0);
  const often = asked();
  expect(await here.reborn().handInBlobs(one?.id ?? '')).toBe(0);
  expect(asked()).toBe(often);
});

test('two that hand the same in at once send one picture', async () => {
  const { here, sha256, arrived } = await closedPhone();
  const [one] = await here.reborn().enrolments();
  await expect.poll(arrived).toBe(true);
  here.entrance.blobs.clear();
  here.server.state.epoch = 'restored';
  const tabs = [here.reborn(), here.reborn()];
  await Promise.all(tabs.map((tab) => tab.enrolments()));
  await Promise.all(tabs.map((tab) => tab.handInBlobs(one?.id ?? '')));
  await expect.poll(arrived).toBe(true);
  expect(here.entrance.blobs.get(sha256)?.bytes).toHaveLength(CONTENT.length);
});

test('two that send the same at once, as where a tab was taken over, send one picture', async () => {
  const { phone, store, sender, shelf, kept, client } = await phoneWithPhoto();
  await visitWith(phone, client, kept);
  await phone.sync();
  const other = new BlobSender(shelf, store.send);
  await Promise.all([sender.run(always), other.run(always)]);
  expect(shelf.unsent().photos).toBe(0);
  const [parts] = [...store.here.values()];
  expect(Buffer.concat([...(parts ?? [])]).equals(Buffer.from(CONTENT))).toBe(true);
});
