/** A picture or a recording: the record holds what there is to know of it, its bytes lie and travel apart. */
import type { Json } from '../../core/types';
import { number } from '../../words/format';
import type { FieldTypeRules } from '../field_types';

declare module '../field_spec' {
  interface FieldTypes {
    blob: true;
  }
}

const MB = 1_000_000;

/** `0,2 MB`; the smallest is said as what a line has to carry at the least. */
export const megabytes = (bytes: number): string => `${number(Math.max(0.1, Math.round((bytes / MB) * 10) / 10))} MB`;

export const fieldType: FieldTypeRules = {
  say: (value) => said(value),
  silent: true,
};

function said(value: Json): string | undefined {
  const { size, seconds } = (value ?? {}) as { size?: Json; seconds?: Json };
  if (typeof size !== 'number') return undefined;
  return [...(typeof seconds === 'number' ? [`${number(seconds)} detik`] : []), megabytes(size)].join(' · ');
}
