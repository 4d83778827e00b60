// A policy that counts from now on is a file beside the older ones: what the app does by it is built of the newest, which
// is the one by which the server judges. Code names any of them. Tests get the one they name.
import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

export interface PolicyFile {
  readonly file: string;
  readonly year: number;
  readonly version: string;
}

/** A path; what vite has resolved already it calls `/@fs/…`. */
const POLICY = /^((?!\/@).*\/api\/policies\/)(\w+)-[^/]+\.json$/;

/** The app carries each version of these, since answers keep theirs. */
const EACH_VERSION = new Set(['eligibility']);

/** As `api/policies` has it: by year, then by the name of the version. */
export function newestOf(files: readonly PolicyFile[]): string | undefined {
  const later = (a: PolicyFile, b: PolicyFile): boolean =>
    a.year === b.year ? a.version > b.version : a.year > b.year;
  return files.reduce<PolicyFile | undefined>((newest, one) => (newest && later(newest, one) ? newest : one), undefined)
    ?.file;
}

/** Those of one name. */
function policyFiles(folder: string, name: string): readonly PolicyFile[] {
  const files = readdirSync(folder).filter((file) => file.startsWith(`${name}-`) && file.endsWith('.json'));
  return files.map((file) => ({ ...JSON.parse(readFileSync(folder + file, 'utf8')), file }));
}

/** What an import stands for; null: what it names. */
function newestFor(source: string, importer = ''): string | null {
  const [, folder = '', name = ''] = POLICY.exec(source) ?? [];
  if (!name || EACH_VERSION.has(name) || importer.endsWith('.test.ts')) return null;
  return folder + newestOf(policyFiles(folder, name));
}

export const newestPoliciesPlugin: Plugin = {
  name: 'newest-policies',
  enforce: 'pre',
  resolveId: newestFor,
};
