/** All that the server declares of each kind (`api/kinds.json`), for tests: the app carries what `shipped_data.ts` leaves of it. */
import whole from '../../../api/kinds.json?raw';
import type { DeclaredKind } from './declared_kinds';

interface WholeField {
  /** day, one, many, yes, int, text, note, ref, partner, village, id, list, map, group, blob, any. */
  readonly type: string;
  readonly options?: readonly string[];
  /** Of a map: what it may name. */
  readonly keys?: readonly string[];
  /** Values of old records that no form offers; true: the whole field. */
  readonly retired?: readonly string[] | boolean;
  /** How many letters or choices. */
  readonly least?: number;
  readonly most?: number;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  /** A day's bounds, in days from today. */
  readonly earliest?: number;
  readonly latest?: number;
  /** Of a `ref`: which kind it names. */
  readonly kind?: string;
  readonly layer?: string;
  readonly of?: WholeField;
  readonly fields?: { readonly [name: string]: WholeField };
}

interface WholeKind extends Omit<DeclaredKind, 'fields'> {
  readonly plural: string;
  readonly append_only?: boolean;
  readonly immutable_fields?: readonly string[];
  readonly required_fields?: readonly string[];
  readonly exclusive_fields?: readonly string[];
  /** Of what rules tie to an exclusive field, that field: of one change they are written together, or asked together. */
  readonly tied_fields?: { readonly [field: string]: string };
  readonly fields: { readonly [name: string]: WholeField };
}

export const wholeKinds: { readonly [kind: string]: WholeKind | undefined } = JSON.parse(whole).kinds;
