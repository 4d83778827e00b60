/** How each type of field is asked: the `Input.svelte` of its folder. */
import type { Component } from 'svelte';
import type { FieldValues, Json } from '../core/types';
import type { FieldSet, FieldSpec, Lookups } from './field_spec';

export interface FieldInputProps {
  readonly spec: FieldSpec;
  /** Whose field it is: its words. */
  readonly set: FieldSet;
  /** The record as it stands; null for a new one. */
  readonly before: FieldValues | null;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly values: FieldValues;
  /** What can be chosen now, in words. */
  readonly options: { value: string; label: string; hint?: string }[];
  readonly lookups: Lookups;
  readonly onmove: (value: Json) => void;
}

const found = import.meta.glob<Component<FieldInputProps>>('./*/Input.svelte', { eager: true, import: 'default' });

/** Those of a part that is loaded for some people alone. */
export const learnInputs = (more: typeof found): unknown => Object.assign(found, more);

/** Undefined for what is never asked. */
export const inputOf = (type: string): Component<FieldInputProps> | undefined => found[`./${type}/Input.svelte`];
