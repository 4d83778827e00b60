// What the app carries of the data that it shares with the server: what is there for the API's description, for other
// languages than the app speaks, or for people who ask where a number comes from, stays at home.
import { existsSync } from 'node:fs';
import type { Plugin } from 'vite';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** Left out of a kind: who reads what is the server's to say, and examples are for programs. */
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
  // The phone's own kinds say these, and tests that they say the same.
  ...['append_only', 'exclusive_fields', 'immutable_fields', 'plural', 'required_fields', 'tied_fields'],
]);

/** Fields of which the app asks the server's values; of all others its own kinds say them, which tests hold against both. */
const OPTIONS_READ = new Set(['ready', 'status']);

/** Of fields the little that the app reads. */
function shippedFields(fields: Json | undefined): JsonObject {
  const read = (name: string, { layer, retired, options }: JsonObject): JsonObject => ({
    ...(layer ? { layer } : {}),
    ...(retired === true ? { retired } : {}),
    ...(options && OPTIONS_READ.has(name) ? { options } : {}),
  });
  const all = Object.entries(fields as JsonObject).map(([name, one]) => [name, read(name, one as JsonObject)] as const);
  return Object.fromEntries(all.filter(([, one]) => Object.keys(one).length > 0));
}

/** What lies in the coaching papers of a unit is shipped apart, for those who supervise. */
const COACHING = 'coaching';

/** Of what the server alone can judge it says the sentence itself, with its refusal. */
const OF_THE_SERVER = new Set([
  ...['client_code', 'closure_first', 'day_of_step', 'decision_because_needed', 'institution_retired'],
  'institution_unknown',
  ...['instrument_unknown', 'not_agreed_to_carry', 'not_from_answers', 'not_from_policy', 'not_its_band'],
  ...['policy_unknown', 'probe_needed', 'referral_not_agreed', 'scores_wrong', 'stays'],
]);

const FILES: readonly (readonly [file: RegExp, shipped: (all: JsonObject) => Json])[] = [
  [/\/api\/kinds\.json$/, ({ kinds }) => questionsOnce(shippedKinds(kinds, (feed) => feed !== COACHING))],
  [/\/api\/kinds\.json\?coaching$/, ({ kinds }) => ({ kinds: shippedKinds(kinds, (feed) => feed === COACHING) })],
  [
    /\/api\/records\/(coaching\/)?sentences\.json$/,
    // A task has its words among those of its kind.
    (all) =>
      mapped(
        without(all, (code) => code.startsWith('task_') || OF_THE_SERVER.has(code)),
        (said) => without(said, (tongue) => !isSpoken(tongue)),
      ),
  ],
  [/\/api\/policies\/[^/]+\.json$/, (all) => without(all, () => false, 'source')],
];

/** Of the kinds whose feed is one of these. */
function shippedKinds(kinds: Json | undefined, ships: (feed: Json | undefined) => boolean): JsonObject {
  const some = Object.entries(kinds as JsonObject).filter(([, kind]) => ships((kind as JsonObject)['feed']));
  return mapped(Object.fromEntries(some), (kind) => ({
    ...(without(kind, (name) => OF_A_KIND.has(name), 'description') as JsonObject),
    fields: shippedFields((kind as JsonObject)['fields']),
  })) as JsonObject;
}

const isSpoken = (tongue: string): boolean => existsSync(new URL(`src/words/${tongue}.ts`, import.meta.url));

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapped = (all: Json | undefined, of: (one: Json) => Json): Json =>
  isObject(all) ? Object.fromEntries(Object.entries(all).map(([name, one]) => [name, of(one)])) : (all ?? null);

/** What is asked about each free text is the same for every kind, but for the texts: it stands once, as `soft`. */
function questionsOnce(kinds: JsonObject): JsonObject {
  const rulesOf = (kind: Json | undefined): JsonObject[] => (kind as { rules?: JsonObject[] }).rules ?? [];
  const softOf = (kind: Json | undefined): JsonObject[] => rulesOf(kind).filter((rule) => rule['soft'] === true);
  const asked = (kind: Json | undefined): JsonObject[] => softOf(kind).map(({ fields: _, ...rule }) => rule);
  const soft = asked(Object.values(kinds)[0]);
  const isUsual = (kind: Json): boolean =>
    JSON.stringify(asked(kind)) === JSON.stringify(soft) &&
    new Set(softOf(kind).map(({ fields }) => JSON.stringify(fields))).size === 1;
  const shorter = (kind: Json): Json => {
    const [first, ...others] = softOf(kind);
    const left = rulesOf(kind).filter((rule) => !others.includes(rule));
    return {
      ...(kind as JsonObject),
      rules: left.map((rule) => (rule === first ? { rule: 'soft', fields: rule['fields'] ?? [] } : rule)),
    };
  };
  return { soft, kinds: mapped(kinds, (kind) => (isUsual(kind) ? shorter(kind) : kind)) };
}

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
    if (!shipped) return null;
    const told = JSON.stringify(shipped(JSON.parse(code)));
    // Behind a question mark it is no file of JSON to anybody else.
    return id.includes('?')
      ? { code: `export default ${told}`, map: null, moduleType: 'js' }
      : { code: told, map: null };
  },
};
