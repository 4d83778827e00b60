/** The kinds that show more than their fields: a `View.svelte` in the kind's folder, given the record. */
import type { Component } from 'svelte';
import type { Shown } from '../core/types';
import type { About } from './kind';

export interface ViewProps {
  readonly record: Shown;
  readonly about: About;
}

const found = import.meta.glob<Component<ViewProps>>('./*/View.svelte', { eager: true, import: 'default' });

export const viewOf = (kind: string): Component<ViewProps> | undefined => found[`./${kind}/View.svelte`];
