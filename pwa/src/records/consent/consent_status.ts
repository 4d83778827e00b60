/** What she agrees to as things stand: acts in their order, the later over the earlier. Pure. */
import type { FieldValues, RecordView } from '../../core/types';
import { many, text } from '../../fields/field_values';

const CONSENT = 'consent';
const WITHDRAWN = 'withdrawn';

const isNo = ({ fields }: RecordView): boolean => fields['act'] === WITHDRAWN;

/** Oldest first, by the day of the act, then by the order in which they were written down. A withdrawal of a day wins over a yes of that day; until the server has set its day right, one that only this phone has wins over every yes that was told it, since its clock may live in the past. */
function acts(records: readonly RecordView[]): readonly RecordView[] {
  const known = records.filter((record) => record.kind === CONSENT && !record.voided);
  const told = known.filter((record) => record.n > 0 && !isNo(record)).map(({ fields }) => text(fields, 'on'));
  const dayOf = (record: RecordView): string =>
    [text(record.fields, 'on'), ...(record.n === 0 && isNo(record) ? told : [])].sort().at(-1) ?? '';
  const rank = (record: RecordView): string => [dayOf(record), isNo(record) ? '1' : '0', record.id].join(' ');
  return known.sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

interface ConsentStatus {
  /** By layer: the record of the yes it rests on. */
  readonly given: ReadonlyMap<string, RecordView>;
  /** By layer: the day on which it was taken back, where it still is. */
  readonly withdrawn: ReadonlyMap<string, string>;
}

/** `api/records/consent_status.py` in TypeScript; both read `tests/vectors/consents.json`. */
export function consentStatus(records: readonly RecordView[]): ConsentStatus {
  const given = new Map<string, RecordView>();
  const withdrawn = new Map<string, string>();
  for (const act of acts(records)) {
    for (const layer of many(act.fields, 'layers')) {
      const taken = isNo(act);
      (taken ? given : withdrawn).delete(layer);
      if (taken) withdrawn.set(layer, text(act.fields, 'on'));
      else given.set(layer, act);
    }
  }
  return { given, withdrawn };
}

/** The layers that stand, each with the record of the yes it rests on. */
export const consentsInForce = (records: readonly RecordView[]): ReadonlyMap<string, RecordView> =>
  consentStatus(records).given;

/** Whether a layer was taken back and is so still, whatever day this phone's clock says it is. */
export const isWithdrawn = (records: readonly RecordView[], layer: string): boolean =>
  consentStatus(records).withdrawn.has(layer);

/** The layers that were agreed to or asked for once, and are withdrawn now. */
export function withdrawnLayers(records: readonly RecordView[]): ReadonlySet<string> {
  const withdrawn = new Set<string>();
  for (const act of acts(records)) {
    for (const layer of many(act.fields, 'layers')) {
      if (isNo(act)) withdrawn.add(layer);
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

/** Whether she took back that this partner may be told, or agrees by now to others alone; as `Referral.revoked` has it. */
export function isRevokedFor(records: readonly RecordView[], partner: string): boolean {
  const named = many(consentsInForce(records).get('referral')?.fields ?? {}, 'partners');
  return named.length > 0 ? !named.includes(partner) : withdrawnLayers(records).has('referral');
}

/** Whether she is under 18 by what was written of her. */
export const isMinor = (head: FieldValues): boolean => ['0-14', '15-17'].includes(text(head, 'age_band'));
