// Scores over groups of items. Exact until they are shown: a fraction of whole numbers, and at the end a decimal, half
// up. `api/instruments/domains.py` is the same in Python.
import { type MissingRule, type ScoreDomain, type ScoreTransform, topicsOf } from './definition.ts';
import { type Sheet, weightOf } from './engine.ts';

/** What is shown, by name: a decimal as text, and its band where there are some. */
export type DomainScore = Readonly<Record<string, string>>;
export type DomainScores = Readonly<Record<string, DomainScore>>;

/** `over` is more than nought. */
type Exact = { readonly part: bigint; readonly over: bigint };

/** Without any, every item is needed. */
const ALL: MissingRule = { key: '', most_percent: 0, least: {} };

/** Without those that cannot be computed; `missing`: the rule of that name in the place of the one in force. */
export function domainScores(sheet: Sheet, missing?: string): DomainScores {
  const { domains = [], missing: rules = [] } = sheet.definition.score;
  const exact = exactScores(sheet, rules.find(({ key }) => missing === undefined || key === missing) ?? ALL);
  return Object.fromEntries(
    domains.flatMap((domain) => {
      const value = exact.get(domain.key);
      return value ? [[domain.key, shown(domain, value)]] : [];
    }),
  );
}

function exactScores(sheet: Sheet, rule: MissingRule): ReadonlyMap<string, Exact> {
  const { items, score } = sheet.definition;
  const places = items.flatMap((item) => topicsOf(sheet.definition, item).map((topic) => ({ item, topic })));
  const found = new Map<string, Exact>();
  if (places.filter((place) => !sheet.counts(place)).length * 100 > rule.most_percent * places.length) return found;
  for (const domain of score.domains ?? []) {
    const value = domain.of ? combined(domain.of, found) : overItems(sheet, domain, rule);
    if (value) found.set(domain.key, value);
  }
  return found;
}

function combined(of: Readonly<Record<string, number>>, before: ReadonlyMap<string, Exact>): Exact | undefined {
  let sum: Exact | undefined = { part: 0n, over: 1n };
  for (const [key, factor] of Object.entries(of)) {
    const value = before.get(key);
    sum = value && sum && plus(sum, times(value, { part: BigInt(factor), over: 1n }));
  }
  return sum;
}

function overItems(sheet: Sheet, { key, items = [], rule }: ScoreDomain, missing: MissingRule): Exact | undefined {
  const places = sheet.definition.items
    .filter((item) => items.includes(item.key))
    .map((item) => ({ item, topic: null }));
  const weights = places.filter(sheet.counts).map((place) => weightOf(sheet, place));
  if (weights.length < (missing.least[key] ?? items.length)) return undefined;
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return { part: BigInt(sum), over: BigInt(rule === 'mean' ? weights.length : 1) };
}

/** As it travels. */
function shown({ shown: transforms, bands = [] }: ScoreDomain, exact: Exact): DomainScore {
  const told: Record<string, string> = {};
  let value = exact;
  for (const one of transforms) {
    value = transformed(one, value);
    told[one.key] = rounded(value, one.places);
  }
  const [first] = transforms;
  const start = first ? transformed(first, exact) : exact;
  const reached = bands.filter((band) => BigInt(band.from) * start.over <= start.part).at(-1);
  return reached ? { ...told, band: reached.key } : told;
}

const transformed = (one: ScoreTransform, value: Exact): Exact =>
  plus(times(value, decimal(one.times ?? '1')), decimal(one.plus ?? '0'));
const times = (one: Exact, other: Exact): Exact => ({ part: one.part * other.part, over: one.over * other.over });
const plus = (one: Exact, other: Exact): Exact => ({
  part: one.part * other.over + other.part * one.over,
  over: one.over * other.over,
});

/** `-6.25` is -625 of 100. */
function decimal(text: string): Exact {
  const places = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  return { part: BigInt(text.replace('.', '')), over: 10n ** BigInt(places) };
}

/** Half up, away from nought where it is negative: 2.345 is 2.35. */
function rounded({ part, over }: Exact, places: number): string {
  const size = (part < 0n ? -part : part) * 10n ** BigInt(places);
  const whole = (2n * size + over) / (2n * over);
  const digits = whole.toString().padStart(places + 1, '0');
  const sign = part < 0n && whole > 0n ? '-' : '';
  return sign + (places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits);
}
