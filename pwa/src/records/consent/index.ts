/** Consent given and withdrawn: facts of their own, in layers. A yes begins with the promise. */

import type { FieldValues } from '../../core/types';
import { many, text, yes } from '../../fields/field_values';
import { ON_DAY } from '../../fields/on_day';
import type { RecordKind } from '../../forms/record_kind';
import { spoken } from '../../words';
import { day, list, within } from '../../words/format';
import { consentsInForce, isMinor } from './consent_status';
import { promise } from './promise';
import { words as id } from './words.id';

export const w = spoken(import.meta.glob<typeof id>('./words.*.ts', { eager: true, import: 'words' }), './words') ?? id;

const LAYERS = [
  'contact',
  'screening',
  'participation',
  'family',
  'referral',
  'research',
  'media',
  'urine',
  'approval',
  'data_kept',
];
const WAYS = ['signature', 'thumb', 'voice'];
const GUARDIANS = ['parent', 'grandparent', 'sibling', 'relative', 'social_worker'];
const isGiven = (fields: FieldValues): boolean => fields['act'] !== 'withdrawn';
const ofChild = (fields: FieldValues): boolean => isGiven(fields) && yes(fields, 'minor');
/** Only what was written of her age answers for her. */
const knownMinor = (head: FieldValues): boolean | null => (text(head, 'age_band') ? isMinor(head) : null);
const refers = (fields: FieldValues): boolean => isGiven(fields) && many(fields, 'layers').includes('referral');

export const kind: RecordKind = {
  kind: 'consent',
  plural: 'consents',
  icon: 'promise',
  place: 2,
  group: 'data',
  words: w,
  appendOnly: true,
  fields: [
    { name: 'act', type: 'computed', immutable: true, default: () => 'given' },
    { name: 'text_version', type: 'computed' },
    { name: 'minor', type: 'yes', when: isGiven, default: (_lookups, head) => knownMinor(head) },
    { name: 'guardian', type: 'one', options: GUARDIANS, wrap: true, when: ofChild },
    { name: 'guardian_way', type: 'one', options: WAYS, wrap: true, when: ofChild },
    {
      name: 'guardian_exception',
      type: 'note',
      when: (fields) => ofChild(fields) && fields['guardian'] === 'social_worker',
    },
    { name: 'assent', type: 'yes', when: ofChild },
    {
      name: 'layers',
      type: 'many',
      options: LAYERS,
      optionsFrom: (_before, values, records) => (isGiven(values) ? LAYERS : [...consentsInForce(records).keys()]),
      askedAs: (fields) => (isGiven(fields) ? undefined : w.withdrawAsk),
      required: true,
      immutable: true,
    },
    {
      name: 'items',
      type: 'many',
      options: ['scores', 'injecting', 'red_flags', 'services', 'urine'],
      wrap: true,
      when: refers,
    },
    { name: 'partners', type: 'partners', fold: 'partners', when: refers },
    { name: 'way', type: 'one', options: WAYS, wrap: true, when: isGiven },
    { name: 'witness', type: 'one', options: ['none', 'agent', 'family', 'community'], wrap: true, when: isGiven },
    { name: 'evidence', type: 'one', options: ['paper', 'recording', 'witness'], wrap: true, when: isGiven },
    {
      name: 'recording',
      type: 'blob',
      accepts: 'voice',
      when: (fields) => isGiven(fields) && fields['evidence'] === 'recording',
    },
    ON_DAY,
  ],
  nameOf: (fields) => (isGiven(fields) ? w.name : w.withdrawn),
  title: ({ fields }) => (isGiven(fields) ? w.titles.given : w.titles.withdrawn),
  line: ({ fields }, lookups) =>
    [day(text(fields, 'on'), lookups.today), list(many(fields, 'layers').map(layerName).map(within))].join(' · '),
  compose: (fields, before) => (before === null && isGiven(fields) ? { text_version: promise.text_version } : {}),
};

const layerName = (layer: string): string => w.options.layers[layer as keyof typeof w.options.layers] ?? layer;
