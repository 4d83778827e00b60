/// <reference types="vitest/config" />
// Builds the phone app: scripts, styles and images are files of their own, because the page's policy allows nothing inline.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { API, branding, brandingPlugin, manifest } from './branding.ts';
import { precompress } from './precompress.ts';
import { PATH } from './src/app/paths.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const server = `http://127.0.0.1:${process.env['PORT'] ?? '8000'}`;
const servedByTheApi = ['v1', 'docs', 'openapi.json', 'health', 'problems'];
const places = Object.values(PATH);

/** The addresses at which the server gives the app's page; any other is not there. */
const placesPlugin: Plugin = {
  name: 'places',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'places.json', source: JSON.stringify(places) });
  },
};

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
      workbox: {
        // The pictures of an installed app are the phone's own to fetch: 18 KB that would stand in the way of her first load.
        globPatterns: ['**/*.{html,js,css,svg,woff2,wasm}'],
        navigateFallback: '/index.html',
        navigateFallbackAllowlist: [new RegExp(`^(${places.join('|')})(\\?|$)`)],
        cleanupOutdatedCaches: true,
        // importScripts is a trusted-types sink: one file needs none.
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
    precompressPlugin(),
  ],
  define: {
    'import.meta.env.PULIH_NAME': JSON.stringify(branding.name),
    'import.meta.env.PULIH_API': JSON.stringify(API),
  },
  resolve: {
    alias: {
      '@instruments': here('../api/instruments'),
      '@kinds': here('../api/kinds.json'),
      '@policies': here('../api/policies'),
      '@sentences': here('../api/records/sentences.json'),
      '@vectors': here('../tests/vectors'),
    },
    ...(process.env['VITEST'] ? { conditions: ['browser'] } : {}),
  },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // img-src allows no data: addresses, script-src no inline polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: {
    fs: {
      allow: [
        here('.'),
        here('../api/instruments'),
        here('../api/kinds.json'),
        here('../api/policies'),
        here('../api/records/sentences.json'),
        here('../tests/vectors'),
      ],
    },
    proxy: Object.fromEntries(servedByTheApi.map((path) => [`/${path}`, server])),
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    restoreMocks: true,
    testTimeout: 60_000, // a machine that does five things at once is slow, not wrong
    dangerouslyIgnoreUnhandledErrors: false,
  },
});
