/** A picture or a recording: the record holds what there is to know of it, its bytes lie and travel apart. */
import { createContext } from 'svelte';
import type { BlobReference, BlobShelf, Json } from '../../core/types';
import { list, number } from '../../words/format';
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    blob: true;
  }
}

/** Where the bytes lie. */
export const [blobShelf, setBlobShelf] = createContext<BlobShelf>();

/** `0,2 MB`; the smallest is said as what a line has to carry at the least. */
export const megabytes = (bytes: number): string => `${number(Math.max(0.1, Math.round(bytes / 100_000) / 10))} MB`;

/** undefined: of another shape. */
export function referenceOf(value: Json | undefined): BlobReference | undefined {
  const one = (value ?? {}) as unknown as BlobReference;
  return typeof one.sha256 === 'string' && typeof one.size === 'number' && typeof one.type === 'string'
    ? one
    : undefined;
}

export const fieldType: FieldTypeRules = {
  say: (value) => {
    const one = referenceOf(value);
    return one && list([...(one.seconds === undefined ? [] : [`${number(one.seconds)} detik`]), megabytes(one.size)]);
  },
  view: () => import('./BlobView.svelte'),
};
