/** Who accompanies a client. Only the server knows it whole, so it is asked and ended online. */
import type { ApiAnswer, Casebook, Id, OnlineApi, Role } from '../../core/types';
import { targetOfDraft } from '../../forms/draft_key';
import { problemText } from '../../words/problem_text';

export interface Follower {
  readonly agent: Id;
  readonly name: string;
  readonly since: string;
  readonly until: string | null;
  readonly because: string | null;
  /** Who let her follow, by name; an older server says nothing. */
  readonly invited_by?: string | null;
}

/** handed_over: what her phone has not sent yet still arrives. revoked: it waits for the coordinator. */
export type FollowEnding = 'handed_over' | 'revoked';

export type FollowersAnswer = ApiAnswer<readonly Follower[]>;

const at = (client: Id): string => `/v1/clients/${client}/followers`;

export const followersOf = (api: OnlineApi, client: Id): Promise<FollowersAnswer> => api.get(at(client));

/** Who let this agent follow the case she follows now; nothing where nobody is named, or it cannot be asked. */
export async function inviterOf(api: OnlineApi, client: Id, agent: Id): Promise<string | undefined> {
  const came = await followersOf(api, client);
  if (came.is !== 'answer') return undefined;
  return currentFollowers(came.body).find((one) => one.agent === agent)?.invited_by ?? undefined;
}

export const invite = (api: OnlineApi, client: Id, agent: Id, reason: string): Promise<FollowersAnswer> =>
  api.post(at(client), { agent, reason: reason.trim() });

export function endFollow(
  api: OnlineApi,
  client: Id,
  agent: Id,
  reason: FollowEnding,
  because: string,
): Promise<FollowersAnswer> {
  const said = because.trim();
  return api.delete(`${at(client)}/${agent}`, { reason, ...(said ? { because: said } : {}) });
}

export const currentFollowers = (all: readonly Follower[]): readonly Follower[] => all.filter(({ until }) => !until);
export const pastFollowers = (all: readonly Follower[]): readonly Follower[] => all.filter(({ until }) => until);

/** How this follow may be ended: whoever follows hands over; a coordinator also takes a colleague's away. */
export const endings = (role: Role, own: boolean): readonly FollowEnding[] =>
  role === 'coordinator' && !own ? ['handed_over', 'revoked'] : ['handed_over'];

export interface UnsentWork {
  /** Saved, not yet received. */
  readonly waiting: number;
  /** Never saved, or refused: cannot be gone on with once the case has left this phone. */
  readonly unfinished: number;
}

export function unsentOf(book: Casebook, client: Id): UnsentWork {
  const drafts = book.drafts.keys().filter((key) => targetOfDraft(key).client === client);
  const refused = book.refused().filter(({ change }) => change.feed === client);
  const waiting = book.waiting().filter(({ change }) => change.feed === client);
  return { waiting: waiting.length, unfinished: drafts.length + refused.length };
}

/** Why it did not come about, as a sentence. `weather`: what to say where nobody answered. */
export function refusalText(came: FollowersAnswer, weather: string): string | undefined {
  if (came.is === 'answer') return undefined;
  return came.is === 'offline' ? weather : problemText(came.problem);
}
