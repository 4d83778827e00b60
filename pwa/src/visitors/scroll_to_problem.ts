/** What is wrong is brought into view: the button that was pressed stands below all that scrolls. */
import { tick } from 'svelte';

export async function scrollToProblem(): Promise<void> {
  await tick();
  [...document.querySelectorAll('main [data-error], main [role=status]')].at(-1)?.scrollIntoView({ block: 'center' });
}
