/** The steps of a referral that are in use, as `api/records/referral_states.json` has them (a test holds them together). */
export const NEXT_STATUS: { readonly [status: string]: readonly string[] } = {
  drafted: ['sent', 'cancelled'],
  sent: ['accepted', 'declined', 'cancelled'],
  accepted: ['closed'],
  declined: ['closed'],
  cancelled: [],
  closed: [],
};

export const FIRST_STATUS: readonly string[] = ['sent', 'drafted'];
export const NEEDS_REASON: readonly string[] = ['declined', 'cancelled'];

/** What can be chosen where a referral stands; a new one is drafted or sent. */
export const nextStatuses = (status: string): readonly string[] =>
  status ? (NEXT_STATUS[status] ?? []) : FIRST_STATUS;
