/** What agents read together with a client or her family: replaceable text, carried offline. */
import { spoken } from '../words';
import id from './cards.id.json';

export type KieText = typeof id;
export type KieCard = KieText['cards'][number];

export const kie: KieText =
  spoken(import.meta.glob<KieText>('./cards.*.json', { eager: true, import: 'default' }), './cards') ?? id;
