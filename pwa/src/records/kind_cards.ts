/** What a kind shows of a case on the client's page: a `Card.svelte` in its folder, in the order of the kinds. */
import type { Component } from 'svelte';
import type { Id } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import { kinds } from '.';
import type { ClientCase } from './caseload';

export interface CardProps {
  readonly one: ClientCase;
  readonly lookups: Lookups;
  readonly onrecord: (record: Id) => void;
  /** Begins a kind about this client, or changes a field of one of her records. */
  readonly onwrite: (target: { readonly kind: string; readonly record?: Id; readonly editedAlone?: string }) => void;
}

const found = import.meta.glob<Component<CardProps>>('./*/Card.svelte', { eager: true, import: 'default' });

export const cards: readonly { readonly kind: string; readonly Card: Component<CardProps> }[] = kinds.flatMap(
  ({ kind }) => {
    const Card = found[`./${kind}/Card.svelte`];
    return Card ? [{ kind, Card }] : [];
  },
);
