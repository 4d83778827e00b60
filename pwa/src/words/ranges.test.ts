import { expect, test } from 'vitest';
import { wholeKinds } from '../forms/whole_kinds';
import { words as visitors } from '../visitors/words.id';

const spoken = import.meta.glob(['../**/*words*.id.ts', './id*.ts', '../{help,kie}/*.id.json'], {
  eager: true,
});

function said(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [String(value)];
  return value && typeof value === 'object' ? Object.values(value).flatMap(said) : [];
}

test('a range is said with a dash, never with a hyphen', () => {
  const hyphened = Object.entries(spoken).flatMap(([file, one]) =>
    said(one).flatMap((text) => (/\d\s?-\s?\d/.test(text) && !/\d{4}-\d\d/.test(text) ? [`${file}: ${text}`] : [])),
  );
  expect(Object.keys(spoken).length).toBeGreaterThan(40);
  expect(hyphened).toEqual([]);
});

test('on her own page a client reads an age as people say it', () => {
  const { values } = visitors.own;
  const bands = wholeKinds['client']?.fields['age_band']?.options ?? [];
  expect(bands.filter((band) => !/\D/.test(values[band as keyof typeof values] ?? '0'))).toEqual([]);
  expect(values['18-24']).toBe('18–24');
});
