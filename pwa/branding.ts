// What a stranger sees of the app: name, icon and colour, neutral and set per deployment when it is built.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { ManifestOptions } from 'vite-plugin-pwa';

const ICONS = ['icon.svg', 'icon-192.png', 'icon-512.png', 'icon-maskable-512.png'] as const;

const setting = (name: string, usual: string): string => process.env[`PULIH_${name}`]?.trim() || usual;

/** `icon`: a folder that holds files of the same names as public/icons; empty means those. */
export const branding = {
  name: setting('NAME', 'Catatan Warga'),
  shortName: setting('SHORT_NAME', setting('NAME', 'Catatan')),
  colour: setting('COLOUR', '#0f5e59'),
  icon: setting('ICON', ''),
};

/** Where the API lives; empty means the origin the app came from. */
export const API = setting('API', '').replace(/\/+$/, '');

export const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: branding.name,
  short_name: branding.shortName,
  lang: 'id',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  orientation: 'any',
  background_color: '#faf8f4',
  theme_color: branding.colour,
  icons: [
    { src: '/icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
};

/** Writes the name and colour into the page and lays a deployment's icons over the neutral ones. */
export function brandingPlugin(): Plugin {
  return {
    name: 'pulih-branding',
    transformIndexHtml: () => [
      {
        injectTo: 'head',
        tag: 'title',
        children: branding.name.replace(/[&<]/g, (sign) => (sign === '&' ? '&amp;' : '&lt;')),
      },
      { injectTo: 'head', tag: 'meta', attrs: { name: 'theme-color', content: branding.colour } },
      { injectTo: 'head', tag: 'link', attrs: { rel: 'icon', href: '/icons/icon.svg', type: 'image/svg+xml' } },
      { injectTo: 'head', tag: 'link', attrs: { rel: 'apple-touch-icon', href: '/icons/icon-192.png' } },
    ],
    generateBundle() {
      if (!branding.icon) return;
      for (const file of ICONS) {
        this.emitFile({ type: 'asset', fileName: `icons/${file}`, source: readFileSync(join(branding.icon, file)) });
      }
    },
  };
}
