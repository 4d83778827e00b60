import { beforeEach, describe, expect, test } from 'vitest';
import type { AppSession } from '../src/core/types.ts';
import { enrolPhone, MINUTE, phoneAndServer } from './fake_server/enrolled_phone.ts';

let here: ReturnType<typeof phoneAndServer>;
let appSession: AppSession;

beforeEach(() => {
  here = phoneAndServer();
  appSession = here.tab();
});

describe('a reminder', () => {
  test('is off until she wants it, and outlives the lock', async () => {
    const { reminder } = await enrolPhone(appSession);
    expect([await reminder?.day(), (await here.reminders.all()).size]).toEqual([undefined, 0]);
    await reminder?.from('2026-11-25');
    await appSession.lock();
    expect([...(await here.reminders.all()).values()]).toEqual(['2026-11-25']);
  });

  test.each<[string, (id: string) => Promise<unknown>]>([
    ['a forgotten PIN', (id) => appSession.forgotPin(id)],
    ['wrong PINs', (id) => tenTimes(() => appSession.unlock(id, '000000'))],
    ['wrong old PINs', () => tenTimes(() => appSession.changePin('000000', '135790'))],
  ])('ends with the keys: %s', async (what, strike) => {
    const opened = await enrolPhone(appSession);
    const [one] = await appSession.enrolments();
    await opened.reminder?.from('2026-11-25');
    if (what === 'wrong PINs') await appSession.lock();
    await strike(one?.id ?? '');
    expect((await here.reminders.all()).size).toBe(0);
  });
});

async function tenTimes(attempt: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < 10; i += 1) {
    here.environment.pass(61 * MINUTE);
    await attempt();
  }
}
