/**
 * Days, times and numbers as people here write them. Days are `YYYY-MM-DD`; a moment is RFC 3339. What cannot be read as
 * such is given back as it is: nothing here throws. Pure.
 */
import { language, words } from '.';

const LOCALE = `${language}-ID`;
const DAY_MS = 86_400_000;

const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

const isReal = (date: Date): boolean => !Number.isNaN(date.getTime());

/** Each way of writing is made once: making one costs more than a hundred uses. In a time zone nobody knows: in UTC. */
const made = new Map<string, Intl.DateTimeFormat>();

function writer(locale: string, how: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(how)}`;
  const known = made.get(key) ?? newWriter(locale, how);
  made.set(key, known);
  return known;
}

function newWriter(locale: string, how: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, how);
  } catch {
    return new Intl.DateTimeFormat(locale, { ...how, timeZone: 'UTC' });
  }
}

const NUMBERS = new Intl.NumberFormat(LOCALE);
const LISTS = new Intl.ListFormat(LOCALE, { type: 'conjunction' });

/** The calendar day of a moment in a time zone. */
export function dayOf(moment: string | Date, timezone: string): string {
  const date = new Date(moment);
  if (!isReal(date)) return String(moment);
  return writer('sv-SE', { timeZone: timezone }).format(date);
}

export function addDays(day: string, days: number): string {
  const date = new Date(noon(day).getTime() + days * DAY_MS);
  return isReal(date) ? date.toISOString().slice(0, 10) : day;
}

/** So many months on; where that month is shorter, its last day. */
export function addMonths(day: string, months: number): string {
  const date = noon(day);
  if (!isReal(date)) return day;
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(date.getUTCDate(), last))).toISOString().slice(0, 10);
}

/** Whole days from one day to another; negative when the second lies before the first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((noon(to).getTime() - noon(from).getTime()) / DAY_MS);
}

/** Said in place of today, it gives each day its year: for paper, which is read when nobody knows of which year it is. */
export const ON_PAPER = '0000-01-01';

/** `Sen, 23 Nov`; with the year when it is not this one. */
export function day(value: string, today?: string): string {
  if (!isReal(noon(value))) return value;
  const year = today && today.slice(0, 4) !== value.slice(0, 4) ? ({ year: 'numeric' } as const) : {};
  const parts = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC', ...year } as const;
  return writer(LOCALE, parts).format(noon(value));
}

/** `23–29 Nov 2026`. */
export function dayRange(first: string, last: string): string {
  if (!isReal(noon(first)) || !isReal(noon(last))) return `${first} – ${last}`;
  const parts = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return writer(LOCALE, parts).formatRange(noon(first), noon(last));
}

/** `November 2026`, of `2026-11`. */
export function monthName(month: string): string {
  const first = noon(`${month}-01`);
  if (!isReal(first)) return month;
  return writer(LOCALE, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first);
}

/** `hari ini`, `kemarin`, `4 hari lalu`, `besok`, or the day itself when it is far. */
export function nearDay(value: string, today: string): string {
  const days = daysBetween(today, value);
  if (days === 0) return words.when.today;
  if (days === 1) return words.when.tomorrow;
  if (days === -1) return words.when.yesterday;
  if (days < 0 && days > -15) return words.when.ago(-days);
  return day(value, today);
}

/** `09.12 WIB`. */
export function time(moment: string | Date, timezone: string): string {
  const date = new Date(moment);
  if (!isReal(date)) return String(moment);
  const parts = { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: timezone } as const;
  return `${writer(LOCALE, parts).format(date)} ${zone(timezone)}`.trim();
}

/** `Sen, 23 Nov, 09.12 WIB`. */
export function moment(value: string | Date, timezone: string, today?: string): string {
  if (!isReal(new Date(value))) return String(value);
  return `${day(dayOf(value, timezone), today)}, ${time(value, timezone)}`;
}

const ZONES: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
};

const zone = (timezone: string): string => ZONES[timezone] ?? '';

/** Words of a list, inside a sentence: `Ikut pendampingan` is `ikut pendampingan`, `ATENSI` and `BNNK` stay. */
export function within(words: unknown): string {
  const said = String(words);
  return /^\p{Lu}\p{Lu}/u.test(said) ? said : said.charAt(0).toLocaleLowerCase(language) + said.slice(1);
}

/** `1.234`. */
export const number = (value: number): string => NUMBERS.format(value);

const POINT = NUMBERS.formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';

/** A decimal that travels as text, digit by digit. */
export const decimal = (text: string): string => text.replace('.', POINT).replace('-', '−');

/** `shabu, ganja, dan lem` as a sentence lists things. */
export const list = (items: readonly unknown[]): string =>
  LISTS.format(items.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))));
