import { relative } from 'node:path';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** Which component has which scope. */
const scopes = new Map();

/**
 * A scope stands at each of a component's elements and rules: four letters of chance, after a line that no class begins
 * with, are smaller than Svelte's own name.
 */
function scopeOf({ hash, filename }) {
  const path = relative(import.meta.dirname, filename);
  const scope = `_${hash(path).slice(0, 4)}`;
  const other = scopes.get(scope) ?? path;
  if (other !== path) throw new Error(`${scope} is the scope of ${other} and of ${path}`);
  scopes.set(scope, path);
  return scope;
}

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true, cssHash: scopeOf },
};
