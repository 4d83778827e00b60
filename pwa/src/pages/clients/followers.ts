/** Who accompanies a client. Only the server knows it whole, so it is asked and ended online. */
import type { Answer, Api, Book, Id, Role } from '../../core/types';
import { heldOf } from '../../forms/draft_key';

export interface Follower {
  readonly agent: Id;
  readonly name: string;
  readonly since: string;
  readonly until: string | null;
  readonly because: string | null;
}

/** handed_over: what her phone has not sent yet still arrives. revoked: it waits for the coordinator. */
export type Ended = 'handed_over' | 'revoked';

export type Followers = Answer<readonly Follower[]>;

const at = (client: Id): string => `/v1/clients/${client}/followers`;

export const followersOf = (api: Api, client: Id): Promise<Followers> => api.get(at(client));

export const invite = (api: Api, client: Id, agent: Id, reason: string): Promise<Followers> =>
  api.post(at(client), { agent, reason: reason.trim() });

export function endFollow(api: Api, client: Id, agent: Id, reason: Ended, because: string): Promise<Followers> {
  const said = because.trim();
  return api.delete(`${at(client)}/${agent}`, { reason, ...(said ? { because: said } : {}) });
}

export const now = (all: readonly Follower[]): readonly Follower[] => all.filter(({ until }) => !until);
export const past = (all: readonly Follower[]): readonly Follower[] => all.filter(({ until }) => until);

/** How this follow may be ended: whoever follows hands over; a coordinator also takes a colleague's away. */
export const endings = (role: Role, own: boolean): readonly Ended[] =>
  role === 'coordinator' && !own ? ['handed_over', 'revoked'] : ['handed_over'];

export interface Unsent {
  /** Saved, not yet received. */
  readonly waiting: number;
  /** Never saved, or refused: cannot be gone on with once the case has left this phone. */
  readonly unfinished: number;
}

export function unsentOf(book: Book, client: Id): Unsent {
  const drafts = book.drafts.keys().filter((key) => heldOf(key).client === client);
  const refused = book.refused().filter(({ change }) => change.feed === client);
  const waiting = book.waiting().filter(({ change }) => change.feed === client);
  return { waiting: waiting.length, unfinished: drafts.length + refused.length };
}

/** Why it did not come about, as a sentence. `weather`: what to say where nobody answered. */
export function refusal(came: Followers, weather: string): string | undefined {
  if (came.is === 'answer') return undefined;
  return came.is === 'weather' ? weather : came.problem.detail || came.problem.title;
}
