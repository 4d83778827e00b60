/** While the app is open, also locked: keeps the day of whoever wants to be reminded, and looks at it now and then. */
import { router } from '../app/router';
import { PATH } from '../app/routes';
import { browserReminderDays } from '../core/device/reminder_days';
import type { AppSession } from '../core/types';
import { nextDay } from './next_day';
import { noticeOf } from './notice';
import { permission } from './permission';
import { remind } from './remind';
import { notice } from './words.id';

const QUARTER = 15 * 60_000;

export function watchReminders(appSession: AppSession): void {
  const keep = (): Promise<void> => keepDay(appSession);
  let opened = appSession.opened;
  appSession.beforeLock(keep);
  appSession.subscribe(() => {
    if (appSession.opened === opened) return;
    opened = appSession.opened;
    if (opened) void keep();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void keep();
  });
  setInterval(() => void look(appSession), QUARTER);
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (data?.type === 'TODAY' && router.at.path !== PATH.today) router.go(PATH.today);
  });
}

/** Read before anything is waited for: the book is closed soon after. */
async function keepDay({ opened }: AppSession): Promise<void> {
  if (!opened?.reminder) return;
  const day = nextDay(opened.book);
  if (await opened.reminder.day()) await opened.reminder.from(day);
}

/** She who looks at her day is told nothing. */
async function look(appSession: AppSession): Promise<void> {
  if (permission() !== 'granted' || (appSession.opened && document.visibilityState === 'visible')) return;
  const registration = await navigator.serviceWorker.ready;
  await remind(browserReminderDays, () => noticeOf(registration, notice), new Date());
}
