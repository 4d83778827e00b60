/** Whether somebody is reminded now: at most once a day, at a decent hour, and of nothing but that something waits. */
import type { ReminderDays } from '../core/device/reminder_days';

const FROM_HOUR = 8;
const TO_HOUR = 20;

/** The calendar day where this phone is; the worker knows no unit. */
const localDay = (now: Date, ahead = 0): string => {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead, 12);
  return `${day.getFullYear()}-${`0${day.getMonth() + 1}`.slice(-2)}-${`0${day.getDate()}`.slice(-2)}`;
};

/** Every day that has come is put off before it is told: whatever happens then, it is told once. */
export async function remind(days: ReminderDays, show: () => Promise<void>, now: Date): Promise<void> {
  if (now.getHours() < FROM_HOUR || now.getHours() >= TO_HOUR) return;
  const due = [...(await days.all())].filter(([, day]) => day <= localDay(now));
  for (const [id] of due) await days.put(id, localDay(now, 1));
  if (due.length) await show();
}

/** What she has open she sees: so the day is always one to come. `due`: the days of all that is to be done. */
export function nextReminder(due: readonly string[], now: Date): string {
  const tomorrow = localDay(now, 1);
  const coming = due.filter((day) => day > tomorrow).sort();
  return coming.length < due.length ? tomorrow : (coming[0] ?? NEVER);
}

/** Nothing is due: she wants to be reminded all the same, once something is. */
export const NEVER = '9999-12-31';
