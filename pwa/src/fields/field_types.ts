/** The types of fields, found in their folders: a new folder is a new type, and nothing here changes. Pure. */
import type { Component } from 'svelte';
import type { Id, Json } from '../core/types';
import type { FieldSpec, FieldWords, Lookups } from './field_spec';

export interface FieldTypeRules {
  /** A value in words; undefined where it is not of this type's shape. Left out: as any value is said. */
  readonly say?: (value: Json, spec: FieldSpec, words: FieldWords, lookups: Lookups) => string | undefined;
  /** What is wrong with a given value by itself, in the agent's words. */
  readonly check?: (value: Json, spec: FieldSpec) => string | undefined;
  /** What is more than words, loaded where such a value is shown. */
  readonly view?: () => Promise<{ readonly default: Component<{ value: Json; label: string; record: Id }> }>;
  /** Written by the kind itself, never asked. */
  readonly silent?: true;
}

const found = import.meta.glob<FieldTypeRules>('./*/index.ts', { eager: true, import: 'fieldType' });

/** Those of a part that is loaded for some people alone. */
export const learnTypes = (more: typeof found): unknown => Object.assign(found, more);

/** A type this app does not know is said and judged as any value. */
export const fieldTypeOf = (type: string): FieldTypeRules => found[`./${type}/index.ts`] ?? {};

export const fieldTypes: readonly string[] = Object.keys(found).map((path) => path.split('/')[1] ?? '');
