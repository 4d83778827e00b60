/** The referrals that a district's office is asked to sign. Pure. */
import { text } from '../../fields/field_values';
import { type InboxEntry, inboxOf } from '../desk/desk_inbox';
import type { ToldRecord } from '../desk/told_records';

/** Those that wait for the signature, the late first. */
export const toSign = (referrals: readonly ToldRecord[], today: string): InboxEntry[] =>
  askedFor('district_cosign', referrals, today);

/** Those that should long have been handed back to the unit, and taken up there. */
export const backLate = (referrals: readonly ToldRecord[], today: string): InboxEntry[] =>
  askedFor('district_hand_back', referrals, today);

const askedFor = (code: string, referrals: readonly ToldRecord[], today: string): InboxEntry[] =>
  inboxOf(
    'referral',
    'district',
    'sent_on',
    referrals.filter((one) => text(one, 'over') === ''),
    today,
    code,
  ).filter(({ due }) => due);

/** Those that were signed, the newest first. */
export const signedOnes = (referrals: readonly ToldRecord[]): readonly ToldRecord[] =>
  referrals
    .filter((one) => text(one, 'cosigned_on'))
    .sort((one, other) => (text(one, 'cosigned_on') < text(other, 'cosigned_on') ? 1 : -1));
