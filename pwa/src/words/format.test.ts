import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, day, dayOf, dayRange, daysBetween, list, moment, nearDay, number, time, within } from './format';

test('a day is written as people say it, with the year only when it is another one', () => {
  expect(day('2026-11-23', '2026-01-01')).toBe('Sen, 23 Nov');
  expect(day('2025-11-23', '2026-01-01')).toBe('Min, 23 Nov 2025');
  expect(day('not a day')).toBe('not a day');
});

test('the same moment is another time, and may be another day, in each of the three zones', () => {
  const late = '2026-11-23T16:30:00Z';
  expect(time(late, 'Asia/Jakarta')).toBe('23.30 WIB');
  expect(time(late, 'Asia/Makassar')).toBe('00.30 WITA');
  expect(time(late, 'Asia/Jayapura')).toBe('01.30 WIT');
  expect(dayOf(new Date(late), 'Asia/Jakarta')).toBe('2026-11-23');
  expect(dayOf(new Date(late), 'Asia/Jayapura')).toBe('2026-11-24');
  expect(moment(late, 'Asia/Makassar')).toBe('Sel, 24 Nov, 00.30 WITA');
});

test('days are counted by the calendar, over leap days and year ends', () => {
  expect(addDays('2027-12-31', 1)).toBe('2028-01-01');
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(daysBetween('2026-11-23', '2026-11-19')).toBe(-4);
});

test('near days have names', () => {
  expect(nearDay('2026-11-23', '2026-11-23')).toBe('hari ini');
  expect(nearDay('2026-11-24', '2026-11-23')).toBe('besok');
  expect(nearDay('2026-11-22', '2026-11-23')).toBe('kemarin');
  expect(nearDay('2026-11-19', '2026-11-23')).toBe('4 hari lalu');
  expect(nearDay('2026-11-27', '2026-11-23')).toBe('Jum, 27 Nov');
});

test('words of a list stand inside a sentence, names of institutions stay', () => {
  expect(within('Ikut pendampingan, perlu persetujuan BNNK')).toBe('ikut pendampingan, perlu persetujuan BNNK');
  expect(within('ATENSI')).toBe('ATENSI');
});

test('numbers have points for thousands, lists an "dan"', () => {
  expect(number(12345)).toBe('12.345');
  expect(list(['ganja', 'lem', 'shabu'])).toBe('ganja, lem, dan shabu');
});

test('what is no day and no moment is given back as it is, and nothing throws', () => {
  const impossible = '2026-99-99T99:99:99Z';
  expect([moment(impossible, 'Asia/Jakarta'), time(impossible, 'Asia/Jakarta')]).toEqual([impossible, impossible]);
  expect([dayOf(impossible, 'Asia/Jakarta'), addDays('2026-13-40', 1)]).toEqual([impossible, '2026-13-40']);
  expect(moment('2026-11-23T16:30:00Z', 'Mars/Olympus')).toContain('Sen, 23 Nov');
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (value, zone, today) => {
      for (const said of [moment(value, zone, today), time(value, zone), day(value, today), nearDay(value, today)])
        expect(typeof said).toBe('string');
      expect(typeof dayOf(value, zone)).toBe('string');
      expect(typeof addDays(value, 7)).toBe('string');
    }),
  );
});

test('a week is said by its first and last day', () => {
  expect(dayRange('2026-11-23', '2026-11-29')).toBe('23–29 Nov 2026');
  expect(dayRange('2026-12-28', '2027-01-03').replace(/\s/g, ' ')).toBe('28 Des 2026 – 3 Jan 2027');
  expect(dayRange('x', '2027-01-03')).toBe('x – 2027-01-03');
});
