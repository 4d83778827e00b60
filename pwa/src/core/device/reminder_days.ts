/**
 * From which day on somebody here is to be reminded that something waits. It lies in clear, because the worker reads it
 * while nobody has unlocked: a day, by the name of her key file, and nothing of what is due or how much.
 */

import type { Id } from '../sync/wire_types.ts';

export interface ReminderDays {
  /** Of all who want to be reminded on this phone, `YYYY-MM-DD`. */
  all(): Promise<ReadonlyMap<Id, string>>;
  put(id: Id, day: string): Promise<void>;
  remove(id: Id): Promise<void>;
}

/** Of one person; she is reminded while there is a day. */
export interface OwnReminder {
  day(): Promise<string | undefined>;
  from(day: string): Promise<void>;
  off(): Promise<void>;
}

export const reminderOf = (days: ReminderDays, id: Id): OwnReminder => ({
  day: async () => (await days.all()).get(id),
  from: (day) => days.put(id, day),
  off: () => days.remove(id),
});

export const REMINDER_CACHE = 'reminder';
const FOLDER = '/reminder/';

const opened = (): Promise<Cache> => caches.open(REMINDER_CACHE);

async function all(): Promise<ReadonlyMap<Id, string>> {
  if (!(await caches.has(REMINDER_CACHE))) return new Map();
  const cache = await opened();
  const days = (await cache.keys()).map(async (asked): Promise<[Id, string]> => {
    const day = await cache.match(asked);
    return [asked.url.slice(asked.url.lastIndexOf('/') + 1), (await day?.text()) ?? ''];
  });
  return new Map(await Promise.all(days));
}

/** In the one store that page and worker share without a shape of its own. */
export const browserReminderDays: ReminderDays = {
  all,
  put: async (id, day) => (await opened()).put(FOLDER + id, new Response(day)),
  remove: async (id) => {
    if ((await all()).has(id)) await (await opened()).delete(FOLDER + id);
  },
};
