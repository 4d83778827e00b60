/** What scrolls can be reached by the keyboard too, also where nothing in it can be pressed. */
import type { Attachment } from 'svelte/attachments';

const REACHED = 'button, a[href], input, textarea';

export const scrolls: Attachment<HTMLElement> = (body) => {
  const look = (): void => {
    const stuck = body.scrollHeight > body.clientHeight && !body.querySelector(REACHED);
    if (stuck) body.tabIndex = 0;
    else body.removeAttribute('tabindex');
  };
  const sizes = new ResizeObserver(look);
  const contents = new MutationObserver(look);
  sizes.observe(body);
  contents.observe(body, { childList: true, subtree: true });
  return () => {
    sizes.disconnect();
    contents.disconnect();
  };
};
