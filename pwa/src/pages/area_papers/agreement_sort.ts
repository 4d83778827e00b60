/** An agreement with an institution, for areas: an agreement's own fields, and where it holds. Pure. */
import { kind as agreement } from '../../coaching/agreement';
import type { FieldValues } from '../../core/types';
import { addDays, day } from '../../words/format';
import { withAreas } from './paper_form';
import { type AreaAgreement, STATES, stateOf } from './told_agreements';
import type { AreaPaperSort } from './told_papers';
import { agreementWords as w } from './words.id';

const TONES = { ending: 'due', valid: 'safe', coming: 'act', over: 'quiet', voided: 'quiet' } as const;
/** What the next one says anew. */
const ANEW = ['id', 'number', 'ends_on', 'renews', 'voided_because'];

export const agreementSort: AreaPaperSort<AreaAgreement> = {
  path: '/v1/area-agreements',
  listed: 'agreements',
  icon: 'referral',
  words: w,
  fields: (areas) => withAreas(agreement, areas),
  begun: (_office, today) => ({ on: today, starts_on: today }),
  title: ({ institution_name }) => institution_name,
  line: (one, today) => {
    const state = stateOf(one, today);
    const until = state === 'over' ? w.ended : w.until;
    const when = state === 'coming' ? w.from(day(one.starts_on, today)) : until(day(one.ends_on, today));
    return `${one.number} · ${when}`;
  },
  mark: (one, today) => {
    const state = stateOf(one, today);
    return { tone: TONES[state], word: w.states[state] };
  },
  rank: (one, today) => `${STATES.indexOf(stateOf(one, today))} ${one.ends_on} ${one.id}`,
  asks: (one, today) => (stateOf(one, today) === 'ending' ? w.soon(day(one.ends_on, today)) : undefined),
  // From the day after, without number and end.
  renewal: (one, today) => {
    if (!['ending', 'over'].includes(stateOf(one, today))) return undefined;
    const before = Object.entries(one as unknown as FieldValues).filter(([name]) => !ANEW.includes(name));
    const starts_on = one.ends_on < today ? today : addDays(one.ends_on, 1);
    return { ...Object.fromEntries(before), on: today, starts_on, renews: one.id };
  },
};
