/** Whether the district's office (BNNK) signs a referral, as `api/records/referral_cosign.py` asks it. Pure. */
import { cosign_bands as bands } from '@policies/referral_clock-2027.json';
import type { FieldValues, RecordView } from '../../core/types';
import { isGiven, text } from '../../fields/field_values';
import { consentsInForce } from '../consent/consent_status';

/** `withheld`: it would be asked, and she has not agreed that the office sees her scores. */
export type CosignState = 'signed' | 'waits' | 'withheld';

/** Sent, and not over. */
const RUNS = ['sent', 'received', 'waitlisted', 'accepted', 'assessed', 'in_treatment'];

/** Of one that was sent, or is about to be; undefined: the policy asks for no signature. */
export function cosignState(fields: FieldValues, records: readonly RecordView[]): CosignState | undefined {
  if (isGiven(fields, 'cosigned_on')) return 'signed';
  if (!RUNS.includes(text(fields, 'status'))) return undefined;
  const heard = records.find(({ id }) => id === text(fields, 'screening'));
  const asked = isGiven(fields, 'district') || bands.includes(text(heard?.fields ?? {}, 'headline'));
  if (asked && !consentsInForce(records).has('approval')) return 'withheld';
  return isGiven(fields, 'district') ? 'waits' : undefined;
}
