/** The first thing that is wrong is scrolled to and read out. */
import { tick } from 'svelte';

export async function scrollToError(page: ParentNode): Promise<void> {
  await tick();
  const first = page.querySelector<HTMLElement>('[data-error]');
  first?.scrollIntoView({ block: 'center' });
  first?.focus({ preventScroll: true });
}
