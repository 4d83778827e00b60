// Packs what was built, once and as small as can be: `node precompress.ts FOLDER`. The server reads FILE.br and FILE.gz.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const WORTH = /\.(html|js|mjs|css|svg|json|webmanifest|wasm|txt)$/;
const LEAST = 500;

export function precompress(folder: string): void {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((one) => /\.(br|gz)$/.test(one))) rmSync(join(folder, name));
  for (const name of names.filter((one) => WORTH.test(one))) {
    const file = join(folder, name);
    const body = readFileSync(file);
    if (body.length < LEAST) continue;
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
    writeFileSync(`${file}.br`, brotliCompressSync(body, { params }));
    writeFileSync(`${file}.gz`, gzipSync(body, { level: 9 }));
  }
}

if (import.meta.main && process.argv[2]) precompress(process.argv[2]);
