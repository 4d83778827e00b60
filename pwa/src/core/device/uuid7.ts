/** UUIDv7 (RFC 9562), in order within this phone: 12 bits after the millisecond count, also when the clock goes back. */

import { hex } from './bytes.ts';
import type { Environment } from './environment.ts';

export function idMaker({ clock, random }: Pick<Environment, 'clock' | 'random'>): () => string {
  let ms = 0;
  let count = 0;
  return () => {
    const now = clock();
    if (now > ms) [ms, count] = [now, 0];
    else if (count === 0xfff) [ms, count] = [ms + 1, 0];
    else count += 1;
    return format(ms, count, random(8));
  };
}

function format(ms: number, count: number, chance: Uint8Array): string {
  const time = ms.toString(16).padStart(12, '0');
  const rest = hex(chance);
  const variant = (((chance[0] ?? 0) & 0x3f) | 0x80).toString(16);
  const third = `7${count.toString(16).padStart(3, '0')}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${third}-${variant}${rest.slice(2, 4)}-${rest.slice(4)}`;
}
