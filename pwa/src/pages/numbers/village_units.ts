/** A unit for a village that has none yet. */
import type { ApiAnswer, Id, OfficeApi } from '../../core/types';
import type { LookupOption } from '../../fields/field_spec';
import type { BoardUnit } from './unit_progress';
import { words as w } from './words.id';

export interface Village {
  readonly code: string;
  readonly name: string;
  readonly kecamatan: string;
}

/** A kelurahan's number within its kecamatan begins so (Kemendagri code `33.22.10.1007`). */
const KELURAHAN = '1';
const KIND_AT = 9;

/** As most units are called. */
export const usualName = ({ code, name }: Village): string => w.opening.named(code[KIND_AT] === KELURAHAN, name);

/** {village: its unit}. */
export const unitsByVillage = (board: readonly BoardUnit[]): ReadonlyMap<string, string> =>
  new Map(board.map(({ village, name }) => [village, name]));

/** Beside a village that has a unit, which: an office opens no second one there. */
export const villageOption = ({ code, name, kecamatan }: Village, units: ReadonlyMap<string, string>): LookupOption => {
  const unit = units.get(code);
  return { value: code, label: name, line: [kecamatan, unit && w.opening.has(unit)].filter(Boolean).join(' · ') };
};

/** All of her kabupaten, by code. */
export async function readVillages(api: OfficeApi): Promise<ApiAnswer<readonly Village[]>> {
  const came = await api.get<{ readonly villages: readonly Village[] }>('/v1/reference');
  return came.is === 'answer' ? { ...came, body: came.body.villages } : came;
}

/** `id`: the same each time that it is tried again. */
export const openUnit = (api: OfficeApi, id: Id, village: string, name: string): Promise<ApiAnswer<unknown>> =>
  api.put(`/v1/units/${id}`, { name, village });
