/** What every page may ask of the frame it stands in. */
import { createContext } from 'svelte';

/** By name, in memory alone, for as long as the step it belongs to can be come back to. */
export type KeptPlace = Map<string, string | number>;

export interface PageShell {
  /** Of the step she is at now. */
  kept?: () => KeptPlace;
  /** Gives the phone's way back to a page with steps of its own, until the returned function is called. */
  hold?: (back: () => boolean) => () => void;
  /** Turns the screen into a plain notes page. Absent where there is nothing to hide. */
  hide?: () => void;
  /** What this page is for, over the page. */
  help?: { readonly label: string; readonly open: () => void };
  /** What to do in danger, over the page. */
  emergency?: { readonly label: string; readonly open: () => void };
}

const [read, write] = createContext<() => PageShell>();

export const setShell = write;

/** Pages also stand alone, in tests and on the page of all components. */
export function shell(): () => PageShell {
  try {
    return read();
  } catch {
    return () => ({});
  }
}
