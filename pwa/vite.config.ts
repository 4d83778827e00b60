/// <reference types="vitest/config" />
// Builds the phone app: scripts, styles and images are files of their own, because the page's policy allows nothing inline.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { API, branding, brandingPlugin, manifest } from './branding.ts';
import { newestPoliciesPlugin } from './newest_policies.ts';
import { precompress } from './precompress.ts';
import { shippedDataPlugin } from './shipped_data.ts';
import { PATH } from './src/app/paths.ts';
import { VISITOR_PATH } from './src/visitors/visitor_paths.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const server = `http://127.0.0.1:${process.env['PORT'] ?? '8000'}`;
const servedByTheApi = ['v1', 'docs', 'openapi.json', 'health', 'problems'];
const places = Object.values(PATH);

/** The addresses at which the server gives the app's page, or that of visitors; any other is not there. */
const placesPlugin: Plugin = {
  name: 'places',
  generateBundle() {
    const page = (name: string) => (path: string) => [path, name];
    const pages = [...places.map(page('index.html')), ...Object.values(VISITOR_PATH).map(page(VISITORS))];
    this.emitFile({ type: 'asset', fileName: 'places.json', source: JSON.stringify(Object.fromEntries(pages)) });
  },
};

const define = {
  'import.meta.env.PULIH_NAME': JSON.stringify(branding.name),
  'import.meta.env.PULIH_API': JSON.stringify(API),
};
const alias = {
  '@ballots': here('../api/ballots'),
  '@coaching_kinds': `${here('../api/kinds.json')}?coaching`,
  '@coaching_sentences': here('../api/records/coaching/sentences.json'),
  '@blank': here('../api/records/blank_text.json'),
  '@instruments': here('../api/instruments'),
  '@kinds': here('../api/kinds.json'),
  '@phase_evidence': here('../api/records/coaching/phase_evidence.json'),
  '@policies': here('../api/policies'),
  '@sentences': here('../api/records/sentences.json'),
  '@vectors': here('../tests/vectors'),
};

/** Built apart: it shares no file with the app, so neither makes the other larger, and the app's worker keeps none of it. */
const VISITORS = 'umum.html';
const VISITORS_FILES = 'assets/umum';
function visitorsPlugin(): Plugin {
  let folder = '';
  return {
    name: 'visitors',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    closeBundle: { order: 'pre', sequential: true, handler: () => buildVisitors(folder) },
  };
}

async function buildVisitors(outDir: string): Promise<void> {
  const name = `${VISITORS_FILES}/[name]-[hash]`;
  const output = { entryFileNames: `${name}.js`, chunkFileNames: `${name}.js`, assetFileNames: `${name}[extname]` };
  await build({
    configFile: false,
    root: here('.'),
    publicDir: false,
    logLevel: 'warn',
    plugins: [svelte(), newestPoliciesPlugin, shippedDataPlugin, brandingPlugin(), firstPaintPlugin],
    define,
    resolve: { alias },
    build: { ...BUILD, outDir, emptyOutDir: false, rolldownOptions: { input: here(VISITORS), output } },
  });
}

const BUILD = {
  target: 'es2022',
  // img-src allows no data: addresses, script-src no inline polyfill.
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
};

/**
 * Each file bears the names of those it leads to and repeats what others say, so what is loaded together is one: what the
 * first screen needs, what pages are built of, and what several of them know of records.
 */
const TOGETHER = [
  { name: 'index', tags: ['$initial' as const], priority: 2 },
  { name: 'ui', test: /\/src\/(ui|words)\//, minShareCount: 2, priority: 1 },
  { name: 'records', test: /\/src\/(core|emergency|fields|forms|instruments|records)\//, minShareCount: 2 },
];

/** Its few lines are the second thing that is needed: found in the page, they do not wait for the first. */
const keyWorkerPlugin: Plugin = {
  name: 'key-worker',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((name) => name.startsWith('assets/key_worker'))
        .map((name) => ({ injectTo: 'head', tag: 'link', attrs: { rel: 'modulepreload', href: `/${name}` } })),
  },
};

/** A style sheet holds up what stands below it: below the first words, it holds up none of them. */
const firstPaintPlugin: Plugin = {
  name: 'first-paint',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => {
      const sheets = html.match(/ *<link rel="stylesheet"[^>]*>\n?/g) ?? [];
      const bare = sheets.reduce((page, sheet) => page.replace(sheet, ''), html);
      return bare.replace('  </body>', `${sheets.join('')}  </body>`);
    },
  },
};

/** After everything else, the worker with its list of files among it. */
function precompressPlugin(): Plugin {
  let folder = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
    closeBundle: { order: 'post', sequential: true, handler: () => precompress(folder) },
  };
}

export default defineConfig({
  plugins: [
    svelte(),
    newestPoliciesPlugin,
    shippedDataPlugin,
    brandingPlugin(),
    placesPlugin,
    keyWorkerPlugin,
    firstPaintPlugin,
    // The worker keeps the app's own files and nothing else; the casebook holds the data.
    VitePWA({
      registerType: 'prompt',
      injectRegister: false,
      manifest,
      includeManifestIcons: false,
      strategies: 'injectManifest',
      srcDir: 'src/worker',
      filename: 'sw.ts',
      injectManifest: {
        // The pictures of an installed app are the phone's own to fetch: 18 KB that would stand in the way of her first load.
        globPatterns: ['**/*.{html,js,css,svg,woff2,wasm}'],
        globIgnores: [VISITORS, `${VISITORS_FILES}/**`],
        // importScripts is a trusted-types sink: one file needs none.
        rollupFormat: 'iife',
        sourcemap: false,
      },
    }),
    visitorsPlugin(),
    precompressPlugin(),
  ],
  define,
  resolve: {
    alias,
    ...(process.env['VITEST'] ? { conditions: ['browser'] } : {}),
  },
  build: { ...BUILD, outDir: 'dist', rolldownOptions: { output: { codeSplitting: { groups: TOGETHER } } } },
  worker: { format: 'es' },
  server: {
    fs: {
      allow: [here('.'), ...Object.values(alias)],
    },
    proxy: Object.fromEntries(servedByTheApi.map((path) => [`/${path}`, server])),
  },
  test: {
    environment: 'node',
    sequence: { shuffle: { files: true } },
    // What stands beside its code says what it does alone and leaves nothing behind: a process for each of a hundred files
    // costs more than all they do; in another order each time, to see that. What runs a whole phone has one of its own.
    projects: [
      { extends: true, test: { name: 'alone', include: ['src/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'phone', include: ['tests/**/*.test.ts'] } },
    ],
    restoreMocks: true,
    testTimeout: 60_000, // a machine that does five things at once is slow, not wrong
    expect: { poll: { timeout: 30_000 } },
    dangerouslyIgnoreUnhandledErrors: false,
  },
});
