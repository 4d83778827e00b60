/** What a phone said of itself when it was last heard, in words; what it did not say is left out. Pure. */
import { number } from '../../words/format';
import type { UnitPhone } from './unit_overview';
import { w } from './unit_words';

/** Seconds of a clock that nobody minds. */
const NEAR = 120;

/** `when`: a moment as she reads it. */
export function phoneLines(phone: UnitPhone, when: (moment: string) => string): readonly string[] {
  return [
    phone.heard_at ? w.heard(when(phone.heard_at)) : w.seen(when(phone.last_seen_at)),
    ...unsentLine(phone),
    ...(phone.app ? [w.app(phone.app)] : []),
    ...clockLine(phone.skew ?? 0),
  ];
}

export function unsentLine({ unsent }: UnitPhone): readonly string[] {
  if (typeof unsent !== 'number') return [];
  return [unsent ? w.unsent(number(unsent)) : w.allSent];
}

function clockLine(skew: number): readonly string[] {
  const minutes = number(Math.round(Math.abs(skew) / 60));
  return Math.abs(skew) <= NEAR ? [] : [skew > 0 ? w.clock.ahead(minutes) : w.clock.behind(minutes)];
}
