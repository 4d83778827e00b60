/** Reads a rescue file, whatever words stand in it, and hands in what it carries a portion at a time. */
import type { ApiAnswer, OnlineApi } from '../../core/types';

export type HandedInAs = 'applied' | 'held' | 'known' | 'kept' | 'erased' | 'refused';
export type HandedInCounts = { readonly [answer in HandedInAs]?: number };

interface RescueAnswer {
  readonly results: readonly { readonly answer: HandedInAs }[];
}

const ENVELOPE = /^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/;
const MOST = 50;

/** Compact JWEs (ECDH-ES), one a line. */
export const envelopesIn = (text: string): string[] =>
  text.split(/\r?\n/).flatMap((line) => (ENVELOPE.test(line.trim()) ? [line.trim()] : []));

/** What became of all of them. Cut off in their midst, the same file is handed in again: each happens once. */
export async function handInFile(
  api: Pick<OnlineApi, 'post'>,
  envelopes: readonly string[],
): Promise<ApiAnswer<HandedInCounts>> {
  const counts: { [answer in HandedInAs]?: number } = {};
  for (let at = 0; at < envelopes.length; at += MOST) {
    const portion = envelopes.slice(at, at + MOST);
    const came = await api.post<RescueAnswer>('/v1/rescue', { envelopes: portion });
    if (came.is !== 'answer') return came;
    for (const { answer } of came.body.results) counts[answer] = (counts[answer] ?? 0) + 1;
  }
  return { is: 'answer', body: counts };
}
