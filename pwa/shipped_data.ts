// What the app carries of the data that it shares with the server: what is there for the API's description, for other
// languages than the app speaks, or for people who ask where a number comes from, stays at home.
import { existsSync } from 'node:fs';
import type { Plugin } from 'vite';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** Of a kind: who reads what is the server's to say, and examples are for programs. */
const OF_A_KIND = new Set([
  ...[
    'about',
    'edit',
    'example',
    'kept_fields',
    'looks_at',
    'readable_after_end',
    'readable_by',
    'readable_when_flagged',
  ],
  ...['area_field', 'ended_when', 'hidden_while', 'recipient_field'],
]);

const FILES: readonly (readonly [file: RegExp, shipped: (all: JsonObject) => Json])[] = [
  [
    /\/api\/kinds\.json$/,
    ({ kinds }) => ({ kinds: mapped(kinds, (kind) => without(kind, (name) => OF_A_KIND.has(name), 'description')) }),
  ],
  [
    /\/api\/records\/sentences\.json$/,
    // A task has its words among those of its kind.
    (all) =>
      mapped(
        without(all, (code) => code.startsWith('task_')),
        (said) => without(said, (tongue) => !isSpoken(tongue)),
      ),
  ],
  [/\/api\/policies\/[^/]+\.json$/, (all) => without(all, () => false, 'source')],
];

const isSpoken = (tongue: string): boolean => existsSync(new URL(`src/words/${tongue}.ts`, import.meta.url));

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapped = (all: Json | undefined, of: (one: Json) => Json): Json =>
  isObject(all) ? Object.fromEntries(Object.entries(all).map(([name, one]) => [name, of(one)])) : (all ?? null);

/** Without these members, and without texts of the name `text`, however deep. */
function without(value: Json, isLeft: (name: string) => boolean, text?: string): Json {
  if (Array.isArray(value)) return value.map((one) => without(one, () => false, text));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([name, one]) => !isLeft(name) && !(name === text && typeof one === 'string'),
  );
  return Object.fromEntries(kept.map(([name, one]) => [name, without(one, () => false, text)]));
}

export const shippedDataPlugin: Plugin = {
  name: 'shipped-data',
  enforce: 'pre',
  transform(code, id) {
    const shipped = FILES.find(([file]) => file.test(id))?.[1];
    return shipped ? { code: JSON.stringify(shipped(JSON.parse(code))), map: null } : null;
  },
};
