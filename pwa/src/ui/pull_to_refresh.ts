/** Pulling a page down at its top refreshes it, as people know it from their messages. */
import type { Attachment } from 'svelte/attachments';

const FAR = 72;

interface PullCallbacks {
  /** 0 … 1 while the finger moves, 1 once letting go will refresh. */
  onmove: (part: number) => void;
  onpull: () => void;
}

export function pullToRefresh({ onmove, onpull }: PullCallbacks): Attachment<HTMLElement> {
  return (body) => {
    let from: number | null = null;
    let part = 0;
    const move = (next: number): void => {
      part = next;
      onmove(part);
    };
    const start = (event: TouchEvent): void => {
      const touch = event.touches[0];
      from =
        body.scrollTop <= 0 && (body.parentElement?.scrollTop ?? 0) <= 0 && event.touches.length === 1 && touch
          ? touch.clientY
          : null;
    };
    const drag = (event: TouchEvent): void => {
      const touch = event.touches[0];
      if (from !== null && touch) move(Math.max(0, Math.min(1, (touch.clientY - from) / FAR)));
    };
    const end = (): void => {
      if (from !== null && part === 1) onpull();
      from = null;
      move(0);
    };
    const off = new AbortController();
    const quiet = { passive: true, signal: off.signal };
    body.addEventListener('touchstart', start, quiet);
    body.addEventListener('touchmove', drag, quiet);
    body.addEventListener('touchend', end, quiet);
    body.addEventListener('touchcancel', end, quiet);
    return () => off.abort();
  };
}
