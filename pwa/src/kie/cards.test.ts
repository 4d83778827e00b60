import { expect, test } from 'vitest';
import { kie } from './cards';

test('cards are short, each has a name and somebody it is for, and says that nobody has looked at it yet', () => {
  expect(new Set(kie.cards.map(({ key }) => key)).size).toBe(kie.cards.length);
  for (const { title, lines, for: reader } of kie.cards) {
    expect(['client', 'family']).toContain(reader);
    expect(title.length).toBeLessThan(45);
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines.length).toBeLessThanOrEqual(5);
    for (const line of lines) expect(line.length).toBeLessThan(130);
  }
  expect(kie.reviewed).toBe(false);
});

test('no card calls anybody names', () => {
  expect(JSON.stringify(kie).toLowerCase()).not.toMatch(/pecandu|pelaku|tersangka|junkie/);
});
