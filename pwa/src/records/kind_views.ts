/** The kinds that show more than their fields: a `View.svelte` in the kind's folder, given the record. */
import type { Component } from 'svelte';
import type { RecordView } from '../core/types';
import type { Lookups } from '../fields/field_spec';

export interface ViewProps {
  readonly record: RecordView;
  /** Of the same case, newest first, without what was taken back. */
  readonly records: readonly RecordView[];
  readonly lookups: Lookups;
  /** Begins another kind about the same client. */
  readonly onstart: (kind: string) => void;
}

const found = import.meta.glob<Component<ViewProps>>('./*/View.svelte', { eager: true, import: 'default' });

/** Those of a part that is loaded for some people alone; by `./<kind>/View.svelte`. */
export const learnViews = (more: typeof found): unknown => Object.assign(found, more);

export const viewOf = (kind: string): Component<ViewProps> | undefined => found[`./${kind}/View.svelte`];
