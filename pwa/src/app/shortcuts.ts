/** On a keyboard: Alt and a digit goes to a place, a slash to the search. */
export function shortcut(event: KeyboardEvent, frame: HTMLElement, go: (place: number) => boolean): void {
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  const search = event.key === '/' && !typing && frame.querySelector<HTMLInputElement>('[data-search] input');
  if (search) {
    event.preventDefault();
    search.focus();
  }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  if (go(Number(event.key) - 1)) event.preventDefault();
}
