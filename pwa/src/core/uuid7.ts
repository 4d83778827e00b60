/** Client-made ids: UUIDv7 (RFC 9562), rising within one phone even when its clock stands or falls. */

import { hex, randomBytes } from './bytes';

let last = 0;

export function newId(clock: () => number = Date.now): string {
  last = Math.max(clock(), last + 1);
  const chance = randomBytes(10);
  chance[0] = 0x70 | (chance[0]! & 0x0f);
  chance[2] = 0x80 | (chance[2]! & 0x3f);
  const text = last.toString(16).padStart(12, '0') + hex(chance);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}
