/** The steps of a referral as far as its record tells them, the oldest first. Pure. */
import type { FieldValues, Json } from '../../core/types';
import { isGiven, text } from '../../fields/field_values';

export interface ReferralStep {
  readonly status: string;
  readonly on?: string;
  /** In which role it was taken. */
  readonly by?: string;
  readonly because?: string;
}

/** Kept by the server; of an old record what it still says, and her own step that the server does not know yet. */
export function referralSteps(fields: FieldValues): readonly ReferralStep[] {
  const kept = fields['steps'];
  const told = Array.isArray(kept) ? kept.filter(isStep) : sentOn(fields);
  const status = text(fields, 'status');
  if (!status || status === 'drafted' || told.at(-1)?.status === status) return told;
  return [
    ...told,
    { status, ...(isGiven(fields, 'status_because') ? { because: text(fields, 'status_because') } : {}) },
  ];
}

const sentOn = (fields: FieldValues): ReferralStep[] =>
  isGiven(fields, 'sent_on') ? [{ status: 'sent', on: text(fields, 'sent_on') }] : [];

const isStep = (one: Json): one is Json & ReferralStep =>
  typeof one === 'object' && one !== null && !Array.isArray(one) && typeof (one as FieldValues)['status'] === 'string';
