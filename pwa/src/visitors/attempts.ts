/** Names what is asked for, alike while it is asked again: what the server did and could not tell is done once. */
import { hex } from '../core/device/bytes';
import type { Json } from '../core/types';

export class NamedAttempts {
  #said = '';
  #name = '';

  /** Another where something else is said. */
  of(said: Json): string {
    const text = JSON.stringify(said);
    if (text !== this.#said) [this.#said, this.#name] = [text, hex(crypto.getRandomValues(new Uint8Array(16)))];
    return this.#name;
  }

  /** It was answered: what is asked next is another, though it says the same. */
  over(): void {
    this.#said = '';
  }
}
