import { expect, test } from 'vitest';
import type { Json } from '../../core/types';
import { envelopesIn, handInFile } from './rescue_file';

const box = (name: string): string => `${name}..iv.text.tag`;

test('a file is read whatever words and line ends it has', () => {
  const file = `\uFEFFSALINAN DARURAT\r\n\r\nBerikan kepada ketua unit. Terima kasih.\r\n${box('a')}\r\n ${box('b')} \n`;
  expect(envelopesIn(file)).toEqual([box('a'), box('b')]);
  expect(envelopesIn('catatan belanja: 1.5.2.3.4\n')).toEqual([]);
});

test('all of it is handed in, a portion at a time, and counted by what became of it', async () => {
  const asked: Json[] = [];
  const post = async <T>(_: string, body: Json) => {
    asked.push(body);
    const { envelopes } = body as { envelopes: string[] };
    return {
      is: 'answer' as const,
      body: { results: envelopes.map((_, i) => ({ answer: i ? 'applied' : 'held' })) } as T,
    };
  };
  const boxes = Array.from({ length: 120 }, (_, i) => box(`e${i}`));
  expect(await handInFile({ post }, boxes)).toEqual({ is: 'answer', body: { applied: 117, held: 3 } });
  expect(asked.flatMap((one) => (one as { envelopes: string[] }).envelopes)).toEqual(boxes);
});

test('a line that breaks is said, and nothing is called done', async () => {
  expect(await handInFile({ post: async () => ({ is: 'offline' }) }, [box('a')])).toEqual({ is: 'offline' });
});
