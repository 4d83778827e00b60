/** What needs her yes begins with asking for it, and says where it was written without one. Pure. */
import type { RecordView } from '../core/types';
import { many, text } from '../fields/field_values';
import { declaredKinds } from '../forms/declared_kinds';
import type { BlockedStart, RecordKind } from '../forms/record_kind';
import { within } from '../words/format';
import { w as consent } from './consent';
import { consentsInForce } from './consent/consent_status';

const CONSENT = 'consent';
type Layer = keyof typeof consent.options.layers;

/** She was not asked for this layer, said no, or took it back. */
export const withoutYes = (records: readonly RecordView[], layer: Layer): BlockedStart | null =>
  consentsInForce(records).has(layer)
    ? null
    : { why: consent.needed(within(consent.options.layers[layer])), first: CONSENT };

/** A kind as its declared rule `consented` has it: the server refuses it without, unless it came from a phone. */
export function consentFirst(kind: RecordKind): RecordKind {
  const declared = declaredKinds[kind.kind];
  const layer = declared?.rules?.find(({ rule }) => rule === 'consented')?.layer as Layer | undefined;
  if (!layer) return kind;
  const lacks: RecordKind['lacks'] = ({ fields }, records) =>
    hadYes(records, layer, text(fields, declared?.day ?? '')) ? null : { why: consent.lackingLine, first: CONSENT };
  return {
    ...kind,
    lacks,
    blockedBy: (records, lookups) => withoutYes(records, layer) ?? kind.blockedBy?.(records, lookups) ?? null,
    overruled: (shown, records) =>
      kind.overruled?.(shown, records) ?? (lacks(shown, records) ? consent.lacking : undefined),
  };
}

/** Whether she agreed on that day; what she took back on it counts from the next. */
function hadYes(records: readonly RecordView[], layer: Layer, day: string): boolean {
  const until = records.filter(
    ({ kind, fields }) =>
      kind === CONSENT &&
      many(fields, 'layers').includes(layer) &&
      (text(fields, 'act') === 'withdrawn' ? text(fields, 'on') < day : text(fields, 'on') <= day),
  );
  return consentsInForce(until).has(layer);
}
