/** What a referral carries: a snapshot of the case, only of what her consent to this partner allows. Pure. */
import type { FieldValues, Json, RecordView } from '../../core/types';
import { isGiven, many } from '../../fields/field_values';
import type { CaseContext } from '../../forms/record_kind';
import { newestOf } from '../record_order';

const present = (fields: FieldValues): { [name: string]: Json } =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => isGiven(fields, name)));

export function referralContent(
  consent: RecordView,
  { head, records }: CaseContext,
  services: (s: number, v: number) => string,
): Json {
  const allowed = new Set(many(consent.fields, 'items'));
  const screening = newestOf(records, 'screening')?.fields ?? {};
  const visit = newestOf(records, 'visit')?.fields ?? {};
  const count = (kind: string): number => records.filter((record) => record.kind === kind).length;
  const scored = isGiven(screening, 'scores') && Object.keys(screening['scores'] ?? {}).length > 0;
  const { code, alias, age_band, sex } = present(head);
  return present({
    code: code ?? '',
    alias: alias ?? null,
    age_band: age_band ?? null,
    sex: sex ?? null,
    scores: allowed.has('scores') && scored ? (screening['scores'] ?? null) : null,
    screened_on: allowed.has('scores') && scored ? (screening['on'] ?? null) : null,
    injecting: allowed.has('injecting') ? (screening['injecting'] ?? null) : null,
    red_flags: allowed.has('red_flags') ? [...many(visit, 'red_flags')] : null,
    services: allowed.has('services') ? services(count('screening'), count('visit')) : null,
    urine: allowed.has('urine') ? urineSaid(records, screening) : null,
  });
}

/** Of the newest test, whether anything was found; where there is none, what the interview says of one. */
function urineSaid(records: readonly RecordView[], screening: FieldValues): Json {
  const found = Object.values(newestOf(records, 'urine_test')?.fields['results'] ?? {});
  if (found.includes('pos')) return 'positive';
  return found.includes('neg') ? 'negative' : (screening['urine'] ?? null);
}
