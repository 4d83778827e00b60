/** What the pages share: the opened book and its neighbours, as live values, and the names behind ids. */
import { createContext } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type { Api, Book, Doors, Live, Sync } from '../core/types';
import type { About } from '../records/kind';

/** Reading it inside a page makes the page follow every move of its `version`. */
export function live<T extends Live>(thing: T): () => T {
  const watch = createSubscriber((update) => thing.subscribe(update));
  return () => {
    watch();
    return thing;
  };
}

export interface Session {
  readonly book: Book;
  readonly sync: Sync;
  readonly about: About;
  readonly api: Api;
  readonly doors: Doors;
}

/** Getters inside: a page reads `session.book` and is drawn again when something was saved or told. */
export const [session, setSession] = createContext<Session>();
