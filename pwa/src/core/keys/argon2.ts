/** Of hash-wasm this alone: imported by its whole name, all of it would travel. */
export { argon2id } from 'hash-wasm';
