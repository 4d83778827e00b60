/**
 * What was handed in from a phone she had before, and nobody but she can finish: drafts, and changes that were refused or
 * left. It is kept here first; then the server is told that it may let go.
 */

import { textOf } from '../device/bytes.ts';
import { timestamp } from '../device/environment.ts';
import { openJwe } from '../keys/compact_jose.ts';
import { unwrapPrivate } from '../keys/seal.ts';
import { canonical } from '../store/canonical_json.ts';
import type { OpenCasebook } from '../store/casebook.ts';
import type { Change, FieldValues, Json, OnlineApi, Problem } from '../types.ts';

interface ReturnedContent {
  readonly mark: string;
  readonly change?: Change;
  readonly problem?: Problem;
  readonly draft?: { readonly key: string; readonly value: Json };
}

interface Returned {
  readonly envelopes: readonly { readonly name: string; readonly sealed: string }[];
}

/** How many came. */
export async function takeReturned(book: OpenCasebook, api: Pick<OnlineApi, 'get' | 'post'>): Promise<number> {
  const answer = await api.get<Returned>('/v1/rescue');
  if (answer.is !== 'answer' || !answer.body.envelopes?.length) return 0;
  const { data, table } = book.store.keys;
  const key = await unwrapPrivate(data, 'box', table.box, { name: 'ECDH', namedCurve: 'P-256' }, ['deriveBits']);
  const names: string[] = [];
  for (const { name, sealed } of answer.body.envelopes) {
    // One that cannot be read here stays with the server and keeps no other from its author.
    const content = await openJwe(sealed, key)
      .then((words) => JSON.parse(textOf(words)) as ReturnedContent)
      .catch(() => null);
    if (content && (await keep(book, content))) names.push(name);
  }
  if (names.length > 0) await api.post('/v1/rescue/received', { names });
  return names.length;
}

/** false: there is something else in its place, which is finished first. */
async function keep(book: OpenCasebook, { change, draft, problem }: ReturnedContent): Promise<boolean> {
  if (change) await keepRefused(book, change, problem);
  return draft ? keepDraft(book, draft.key, draft.value) : change !== undefined;
}

async function keepDraft({ drafts, store }: OpenCasebook, key: string, returned: Json): Promise<boolean> {
  const here = drafts.read(key);
  const value = withoutLost(store, returned);
  if (here === undefined) await drafts.write(key, value);
  return here === undefined || canonical(here) === canonical(value);
}

function withoutLost(store: OpenCasebook['store'], draft: Json): Json {
  const { moved } = draft as { readonly moved?: FieldValues };
  const kept = keptOf(store, moved);
  return kept ? { ...(draft as object), moved: kept, lost: true } : draft;
}

/**
 * A picture whose bytes lie neither here nor under a record that was told is lost: saved, it would never arrive.
 * undefined: none is.
 */
function keptOf({ keys, records }: OpenCasebook['store'], moved: FieldValues = {}): FieldValues | undefined {
  const isLost = (value: Json): boolean => {
    const { sha256 } = (value ?? {}) as { readonly sha256?: string };
    if (!sha256 || sha256 in (keys.table.blobs ?? {})) return false;
    return ![...records.values()].some(({ body }) => JSON.stringify(body).includes(sha256));
  };
  let lost = false;
  const kept = Object.entries(moved).flatMap(([name, value]): (readonly [string, Json])[] => {
    const several = [value].flat() as Json[];
    const left = several.filter((one) => !isLost(one));
    if (left.length === several.length) return [[name, value]];
    lost = true;
    return left.length > 0 ? [[name, left]] : [];
  });
  return lost ? Object.fromEntries(kept) : undefined;
}

function keepRefused({ store }: OpenCasebook, returned: Change, problem: Problem | undefined): Promise<void> {
  return store.turn(async () => {
    if (store.outbox.has(returned.id)) return;
    const at = timestamp(store.environment);
    const set = keptOf(store, returned.set);
    const change = set ? { ...returned, set } : returned;
    // The form in which she mends it says so.
    const why = problem ? { problem: set ? { ...problem, lost: true } : problem } : {};
    const entry = { change, order: store.nextOrder(), row: store.newRow(), status: 'refused' as const, at, ...why };
    await store.commit({ entries: [entry] });
  });
}
