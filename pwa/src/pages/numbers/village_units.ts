/** A unit for a village that has none yet. */
import type { ApiAnswer, Id, OfficeApi } from '../../core/types';
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

/** All of her kabupaten, by code. */
export async function readVillages(api: OfficeApi): Promise<ApiAnswer<readonly Village[]>> {
  const came = await api.get<{ readonly villages: readonly Village[] }>('/v1/reference');
  return came.is === 'answer' ? { ...came, body: came.body.villages } : came;
}

/** `id`: the same each time that it is tried again. */
export const openUnit = (api: OfficeApi, id: Id, village: string, name: string): Promise<ApiAnswer<unknown>> =>
  api.put(`/v1/units/${id}`, { name, village });
