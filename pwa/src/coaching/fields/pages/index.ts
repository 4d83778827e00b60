/** Pages of a paper, photographed: each is a picture as any other is. */
import type { Json } from '../../../core/types';
import { referenceOf } from '../../../fields/blob';
import type { FieldTypeRules } from '../../../fields/field_types';
import { number } from '../../../words/format';

declare module '../../../fields/field_spec' {
  interface FieldTypes {
    pages: true;
  }
}

export const pagesOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value.filter((one) => referenceOf(one)) : [];

export const sayPages = (value: Json): string | undefined =>
  pagesOf(value).length > 0 ? `${number(pagesOf(value).length)} foto` : undefined;

export const fieldType: FieldTypeRules = { say: sayPages, view: () => import('./PagesView.svelte') };
