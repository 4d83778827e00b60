import { expect, test } from 'vitest';
import { memoryReminderDays } from '../../tests/fake_server/environment';
import { NEVER, nextReminder, remind } from './remind';

const at = (day: string, hour = 9): Date => new Date(`${day}T${`0${hour}`.slice(-2)}:30:00`);

async function board(days: Record<string, string>) {
  const kept = memoryReminderDays();
  for (const [id, day] of Object.entries(days)) await kept.put(id, day);
  let told = 0;
  const show = async (): Promise<void> => {
    told += 1;
  };
  return { kept, look: (now: Date) => remind(kept, show, now), told: () => told };
}

test('a day that has come is told once, however often somebody looks and however many wait', async () => {
  const { kept, look, told } = await board({ sari: '2026-11-28', dewi: '2026-11-20' });
  await look(at('2026-11-27'));
  expect(told()).toBe(1);
  await look(at('2026-11-28'));
  await look(at('2026-11-28', 19));
  expect(told()).toBe(2);
  expect([...(await kept.all()).values()]).toEqual(['2026-11-29', '2026-11-29']);
});

test('nobody is woken at night, and what came then is told in the morning', async () => {
  const { look, told } = await board({ sari: '2026-11-28' });
  await look(at('2026-11-28', 5));
  await look(at('2026-11-28', 20));
  expect(told()).toBe(0);
  await look(at('2026-11-29', 8));
  expect(told()).toBe(1);
});

test('what she has open she has seen: the next day is one to come', () => {
  const now = at('2026-12-31');
  expect(nextReminder(['2027-01-09', '2026-12-01'], now)).toBe('2027-01-01');
  expect(nextReminder(['2027-01-09', '2027-01-05'], now)).toBe('2027-01-05');
  expect(nextReminder([], now)).toBe(NEVER);
});
