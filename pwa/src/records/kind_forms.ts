/** The kinds whose form is more than their fields: a `Form.svelte` in the kind's folder, given the open form. */
import type { Component } from 'svelte';
import type { FormProps } from '../forms/form_props';

const found = import.meta.glob<Component<FormProps>>('./*/Form.svelte', { eager: true, import: 'default' });

/** Those of a part that is loaded for some people alone; by `./<kind>/Form.svelte`. */
export const learnForms = (more: typeof found): unknown => Object.assign(found, more);

export const formOf = (kind: string): Component<FormProps> | undefined => found[`./${kind}/Form.svelte`];
