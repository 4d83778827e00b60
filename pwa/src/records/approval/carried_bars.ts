/** The scores that an approval carries, as bars before their bands. Pure. */
import type { FieldValues } from '../../core/types';
import { definitionOf } from '../../instruments';
import { bandStart } from '../../instruments/definition';
import { capital } from '../../instruments/words';
import type { Bar } from '../../ui/BandBars.svelte';

type Carried = { readonly [topic: string]: { readonly score: number; readonly band: Bar['band'] } };

/** The gravest first; a topic this app does not know is left out of the picture. */
export function carriedBars(carries: FieldValues): Bar[] {
  const definition = definitionOf('assist');
  const scores = (carries['scores'] ?? {}) as unknown as Carried;
  const topics = definition?.topics.list.filter(({ key }) => scores[key]) ?? [];
  return topics
    .map(({ key, short }) => {
      const [, moderate = 0, high = 0] = definition?.score.bands.map((one) => bandStart(one, key)) ?? [];
      return { name: capital(short), score: 0, band: 'low' as const, ...scores[key], moderate, high };
    })
    .sort((one, other) => other.score - one.score);
}
