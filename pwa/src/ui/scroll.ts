/** Of what scrolls: it can be reached by the keyboard too, also where nothing in it can be pressed. */
import type { Attachment } from 'svelte/attachments';
import type { KeptPlace } from './shell';

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

/** A page come back to stands where it was left. */
export function keepsPlace(title: string, kept: (() => KeptPlace) | undefined): Attachment<HTMLElement> | undefined {
  if (!kept) return undefined;
  const name = `scrolled ${title}`;
  return (body) => {
    const before = kept().get(name);
    if (typeof before === 'number') body.scrollTop = before;
    const note = (): void => {
      if (body.isConnected) kept().set(name, body.scrollTop);
    };
    body.addEventListener('scroll', note, { passive: true });
    return () => body.removeEventListener('scroll', note);
  };
}
