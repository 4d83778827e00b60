/** What the pages share: the opened casebook and its neighbours, as observed values, and the names behind ids. */
import { createContext } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type { AppSession, BlobShelf, Casebook, Id, Observable, OnlineApi, SyncControl } from '../core/types';
import type { Lookups } from '../fields/field_spec';

/** What a page is about. */
export interface PageTarget {
  readonly client?: Id;
  readonly record?: Id;
  readonly kind?: string;
  /** Edits this guarded field, alone. */
  readonly editedAlone?: string;
  /** Where a page of several steps stands. */
  readonly step?: string;
  /** Mends this refused change. */
  readonly mend?: Id;
}

/** Reading it inside a page makes the page follow every move of its `version`. */
export function observed<T extends Observable>(thing: T): () => T {
  const watch = createSubscriber((update) => thing.subscribe(update));
  return () => {
    watch();
    return thing;
  };
}

export interface PageContext {
  readonly book: Casebook;
  readonly sync: SyncControl;
  readonly lookups: Lookups;
  readonly api: OnlineApi;
  readonly blobs: BlobShelf;
  readonly appSession: AppSession;
}

/** Getters inside: a page reads `pageContext().book` and is drawn again when something was saved or told. */
export const [pageContext, setPageContext] = createContext<PageContext>();
