/** What somebody says of herself this month: kept sealed until it was sent, among the unfinished forms under a name that none has. */
import type { ApiAnswer, Casebook, Json, OnlineApi } from '../../core/types';

export const CALLS = ['threatened', 'wants_talk'] as const;
export type CareCall = (typeof CALLS)[number];

export interface CareWord {
  readonly mood: number | null;
  readonly load: string | null;
  readonly calls: readonly CareCall[];
  /** She pressed it: it goes with the next line. */
  readonly sends: boolean;
}

export interface CareTold {
  readonly mood: number | null;
  readonly load: string | null;
  readonly called_on: string | null;
  readonly heard_on: string | null;
  /** Whether somebody else leads the unit. */
  readonly led: boolean;
}

type WithDrafts = Pick<Casebook, 'drafts'>;

const KEY = '=care';
const PATH = '/v1/team-care';
export const NOTHING: CareWord = { mood: null, load: null, calls: [], sends: false };

export const keptWord = ({ drafts }: WithDrafts): CareWord => (drafts.read(KEY) as CareWord | undefined) ?? NOTHING;
export const keepWord = ({ drafts }: WithDrafts, word: CareWord): Promise<void> =>
  drafts.write(KEY, word as unknown as Json);

/** Feeling low, or a load that is too heavy: help is offered at once. */
export const needsCare = ({ mood, load }: CareWord): boolean => (mood ?? 5) <= 2 || load === 'too_heavy';

export const readCare = (api: OnlineApi): Promise<ApiAnswer<CareTold>> => api.get(PATH);

/** What was sent lies on the phone no more; what she changed meanwhile does. */
export async function sendWord(api: OnlineApi, book: WithDrafts, word: CareWord): Promise<ApiAnswer<CareTold>> {
  const sent = { ...word, sends: true };
  await keepWord(book, sent);
  const { mood, load, calls } = word;
  const said = { mood, load, ...Object.fromEntries(CALLS.map((one) => [one, calls.includes(one)])) };
  const came = await api.post<CareTold>(PATH, said);
  if (came.is === 'answer' && keptWord(book) === sent) await book.drafts.drop(KEY);
  return came;
}
