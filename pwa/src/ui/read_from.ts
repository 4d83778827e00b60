/** What takes the place of what was pressed: whoever hears the screen goes on from here, not from its top. */
export function readFrom(element: HTMLElement | undefined): void {
  if (document.activeElement === document.body) element?.focus({ preventScroll: true });
}

/** Where nothing takes its place, from the title of the page. */
export const readTitle = (): void => readFrom([...document.querySelectorAll('h1')].at(-1));
