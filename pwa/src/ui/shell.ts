/** What every page may ask of the frame it stands in. */
import { createContext } from 'svelte';

export interface PageShell {
  /** Turns the screen into a plain notes page. Absent where there is nothing to hide. */
  hide?: () => void;
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
