import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import type { AppSession } from '../src/core/types.ts';
import { enrolPhone, phoneAndServer, unlockPhone } from './fake_server/enrolled_phone.ts';

let here: ReturnType<typeof phoneAndServer>;
let appSession: AppSession;
const keysOf = (): string => new TextDecoder().decode([...here.keyWorker.files.values()][0]?.read(0, 1 << 20));

beforeEach(async () => {
  here = phoneAndServer();
  appSession = here.tab();
  await enrolPhone(appSession);
});

/** The server has later keys, and says so in a word signed by `here.entrance.signing`. */
async function rotate(): Promise<CryptoKey> {
  const sign = await generateKeyPair('ES256', { extractable: true });
  const box = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  const of = async (key: CryptoKey, kid: string) => ({ ...(await exportJWK(key)), kid });
  here.entrance.says = { box_kid: 'box-2' };
  const server = { sign_key: await of(sign.publicKey, 'sign-2'), box_key: await of(box.publicKey, 'box-2') };
  here.entrance.word = { server };
  Object.assign(here.entrance, { later: sign });
  return box.privateKey;
}

async function boxesHere(): Promise<string[]> {
  const [one] = await appSession.enrolments();
  return (await (await appSession.rescue(one?.id ?? '')).text()).trim().split('\n');
}

const kidsOf = (box: string): unknown =>
  JSON.parse(atob(box.split('.')[0]?.replaceAll('-', '+').replaceAll('_', '/') ?? '')).kid;

test('later keys of the server are learned when the pinned one signs them, and what is sealed from then on is theirs', async () => {
  await appSession.opened?.book.save('client', { set: { alias: 'Mawar' } });
  const key = await rotate();
  here.entrance.forget();
  await appSession.opened?.sync.now();
  await expect.poll(() => keysOf().includes('sign-2')).toBe(true);
  here.entrance.coming.push(...Array(20).fill('out'));
  await appSession.opened?.book.save('client', { set: { alias: 'Kenari' } });
  const boxes = await boxesHere();
  expect(boxes.map(kidsOf)).toEqual(['box-2', 'box-2']);
  for (const box of boxes) expect((await compactDecrypt(box, key)).plaintext.length).toBeGreaterThan(0);
});

test('keys that the server lost with an older copy of its file give way to those that were pinned before them', async () => {
  await appSession.opened?.book.save('client', { set: { alias: 'Mawar' } });
  await rotate();
  const heard = async (): Promise<void> => {
    here.entrance.forget();
    await appSession.opened?.sync.now();
  };
  await heard();
  await expect.poll(async () => (await boxesHere()).map(kidsOf)).toEqual(['box-2']);
  here.entrance.says = { box_kid: 'box-1' };
  here.entrance.word = { server: { sign_key: { kid: 'a thief' }, box_key: { kid: 'of an old key' } } };
  await heard();
  await expect.poll(async () => (await boxesHere()).map(kidsOf)).toEqual(['box-1']);
  await expect.poll(keysOf).toContain('"kid":"sign-1"');
});

test('a word that the line lost is no sign that the server lost its keys', async () => {
  await appSession.opened?.book.save('client', { set: { alias: 'Mawar' } });
  await rotate();
  const { entrance } = here;
  entrance.forget();
  await appSession.opened?.sync.now();
  await expect.poll(async () => (await boxesHere()).map(kidsOf)).toEqual(['box-2']);
  entrance.says = { box_kid: 'box-3' };
  entrance.forget();
  entrance.lostOnce.add('/v1/enrolments/status');
  await appSession.opened?.sync.now();
  await expect.poll(() => entrance.lostOnce.size).toBe(0);
  await appSession.opened?.sync.now();
  await appSession.lock();
  await unlockPhone(appSession);
  expect((await boxesHere()).map(kidsOf)).toEqual(['box-2']);
});

test('keys that anybody else signs are not learned', async () => {
  await rotate();
  const strange = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  Object.assign(here.entrance, { signing: Promise.resolve(strange) });
  here.entrance.forget();
  await appSession.opened?.sync.now();
  await expect.poll(() => here.entrance.asked.filter(({ path }) => path.endsWith('/status')).length).toBe(1);
  // Believed, it would be kept before a whole run is over.
  await appSession.opened?.sync.now();
  await appSession.lock();
  expect((await unlockPhone(appSession)).book.me().enrolment).toBe('enrolment-1');
  expect(keysOf()).toContain('"kid":"sign-1"');
});
