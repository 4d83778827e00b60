/** What she agrees to as things stand: acts in their order, the later over the earlier. Pure. */
import type { FieldValues, RecordView } from '../../core/types';
import { many, text } from '../../fields/field_values';

const CONSENT = 'consent';
const WITHDRAWN = 'withdrawn';

/** Oldest first, by the day of the act, then by the order in which they were written down. A withdrawal of a day wins over a yes of that day. */
function acts(records: readonly RecordView[]): readonly RecordView[] {
  const rank = (record: RecordView): string =>
    [text(record.fields, 'on'), record.fields['act'] === WITHDRAWN ? '1' : '0', record.id].join(' ');
  return records
    .filter((record) => record.kind === CONSENT && !record.voided)
    .sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** The layers that stand, each with the record of the yes it rests on. */
export function consentsInForce(records: readonly RecordView[]): ReadonlyMap<string, RecordView> {
  const layers = new Map<string, RecordView>();
  for (const act of acts(records)) {
    for (const layer of many(act.fields, 'layers')) {
      if (act.fields['act'] === WITHDRAWN) layers.delete(layer);
      else layers.set(layer, act);
    }
  }
  return layers;
}

/** The layers that were agreed to or asked for once, and are withdrawn now. */
export function withdrawnLayers(records: readonly RecordView[]): ReadonlySet<string> {
  const withdrawn = new Set<string>();
  for (const act of acts(records)) {
    for (const layer of many(act.fields, 'layers')) {
      if (act.fields['act'] === WITHDRAWN) withdrawn.add(layer);
      else withdrawn.delete(layer);
    }
  }
  return withdrawn;
}

/** The yes under which this partner may be told; it names no partner, or this one. */
export function referralConsent(records: readonly RecordView[], partner: string): RecordView | undefined {
  const act = consentsInForce(records).get('referral');
  if (!act) return undefined;
  const named = many(act.fields, 'partners');
  return named.length === 0 || named.includes(partner) ? act : undefined;
}

/** Whether she is under 18 by what was written of her. */
export const isMinor = (head: FieldValues): boolean => ['0-14', '15-17'].includes(text(head, 'age_band'));
