/** What is chosen, in the server's words. Pure. */
export const WHO = ['self', 'family', 'friend', 'teacher', 'other'] as const;
export const ABOUT = ['drug', 'alcohol', 'violence', 'suicide_talk', 'wants_info', 'wants_visit'] as const;
export const REACH = ['answer_by_code', 'come_to_post', 'agent_visits'] as const;

export type HelpAbout = (typeof ABOUT)[number];

export interface HelpUnit {
  readonly name: string;
  readonly village: string;
}

export interface HelpCode {
  readonly code: string;
  readonly due_on: string;
}

export interface HelpAnswer {
  readonly asked_on: string;
  readonly due_on: string;
  readonly step: 'waiting' | 'taken' | 'answered';
  readonly answer?: string | null;
}

/** {what was chosen: the sign for which the emergency card opens}. */
const SIGNS: { readonly [about: string]: string } = { violence: 'violence', suicide_talk: 'suicidal' };

export const signsOf = (about: readonly HelpAbout[]): readonly string[] => about.flatMap((one) => SIGNS[one] ?? []);

export const PLACE_MOST = 120;
export const PHONE_MOST = 20;

export interface Whereabouts {
  readonly place_hint?: string;
  readonly phone?: string;
}

/** What is sent of where and at which number, each left out where it was; undefined: no telephone has this number. */
export function whereabouts(reach: (typeof REACH)[number], place: string, phone: string): Whereabouts | undefined {
  const number = phone.trim().replaceAll('.', ' ');
  if (number && !/^\+?\d[\d -]{6,18}\d$/.test(number)) return undefined;
  return {
    ...(reach === 'agent_visits' && place.trim() ? { place_hint: place.trim() } : {}),
    ...(number ? { phone: number } : {}),
  };
}
