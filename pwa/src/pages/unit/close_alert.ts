/** A sign of danger as whoever leads the unit settles it, over the online door: read with its mark, sent under it. */
import { same } from '../../core/store/canonical_json';
import type { ApiAnswer, FieldValues, Id, Json, OnlineApi, Problem } from '../../core/types';
import { isAsked } from '../../fields/field_shape';
import type { FieldSpec, Lookups } from '../../fields/field_spec';
import { isGiven } from '../../fields/field_values';
import { formFaults, formResult } from '../../forms/form_result';
import { dangerKind } from '../../records';
import { w } from './unit_words';

export interface ReadAlert {
  readonly fields: FieldValues;
  /** What the record was when it was read. */
  readonly etag: string;
}

export interface AlertEdit {
  /** What is asked of her. */
  readonly specs: readonly FieldSpec[];
  readonly values: FieldValues;
  readonly set: FieldValues;
  readonly faults: ReadonlyMap<string, string>;
  /** It is open no more. */
  readonly ends: boolean;
}

/** What a coordinator may write (`writable_by`), in the order in which it is asked. */
const ASKED = ['done', 'status', 'status_because', 'next_on'];
const NOTHING_AROUND = { head: {}, records: [] };

export async function readAlert(api: OnlineApi, id: Id): Promise<ApiAnswer<ReadAlert>> {
  const came = await api.get<FieldValues>(`/v1/alerts/${id}`);
  if (came.is !== 'answer') return came;
  const known = new Set(dangerKind.fields.map(({ name }) => name));
  const fields = Object.fromEntries(
    Object.entries(came.body).filter(([name, value]) => known.has(name) && value !== null),
  );
  return { is: 'answer', body: { fields, etag: came.etag ?? '' } };
}

export function alertEdit(before: FieldValues, moved: FieldValues, lookups: Lookups): AlertEdit {
  const typed = { ...before, ...moved };
  const values: FieldValues = { ...typed, ...dangerKind.compose?.(typed, before, NOTHING_AROUND, lookups) };
  const result = formResult(dangerKind, values, before, '');
  const faults = new Map<string, string>();
  for (const fault of formFaults(dangerKind, result, before, NOTHING_AROUND, lookups)) {
    const place = fault.fields.find((name) => ASKED.includes(name)) ?? 'status';
    if (!faults.has(place)) faults.set(place, fault.detail);
  }
  const ends = values['status'] !== 'open';
  // Whoever says that it was handled says how.
  if (values['status'] === 'handled' && !isGiven(values, 'done')) faults.set('done', w.closing.what);
  const asked = ASKED.flatMap((name) => dangerKind.fields.find((spec) => spec.name === name) ?? []);
  return {
    specs: asked.filter((spec) => isAsked(spec, values)),
    values,
    set: Object.fromEntries(Object.entries(result.set).filter(([name, value]) => !same(value, before[name] ?? null))),
    faults,
    ends,
  };
}

export const sendAlert = (api: OnlineApi, id: Id, set: FieldValues, etag: string): Promise<ApiAnswer<Json>> =>
  api.patch(`/v1/alerts/${id}`, set, etag);

/** Somebody wrote on it since it was read. */
export const isStale = ({ status }: Problem): boolean => status === 412;
