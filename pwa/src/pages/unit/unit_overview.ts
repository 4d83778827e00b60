/** What a coordinator answers for: danger, held changes, people and their phones, and who accompanies whom. Online only. */
import type { ApiAnswer, FieldValues, Id, Json, OnlineApi, Problem } from '../../core/types';
import { words } from '../../words';
import { list } from '../../words/format';
import { type RightsRequest, readRights } from '../rights/rights_requests';
import { readAlerts, type UnitAlert } from '../today/unit_dangers';

export type { UnitAlert };

export interface HeldWork {
  readonly id: Id;
  readonly kind: string;
  /** The case or the papers in which it would lie. */
  readonly client: Id;
  /** Null where she may not know. */
  readonly by: Id | null;
  readonly answer: 'waiting' | 'refused';
  readonly received_at: string;
  readonly fields: readonly string[];
  readonly set: FieldValues;
  readonly problem: Partial<Problem>;
  readonly alias?: string | null;
  /** Empty: an officer is told nobody's name. */
  readonly author?: string | null;
  /** Why it was declined, where her own phone brought it and lets go of it. */
  readonly because?: string | null;
}

/** Of a kind that its finder does not write, lost in a restore: whoever writes such records takes it. */
export const isLost = ({ answer, problem }: HeldWork): boolean =>
  answer === 'waiting' && problem['code'] === 'not-your-role';

export interface UnitPerson {
  readonly id: Id;
  readonly name: string;
  readonly roles: readonly string[];
  readonly active: boolean;
}

export interface UnitPhone {
  readonly id: Id;
  readonly agent: Id;
  readonly status: string;
  readonly fingerprint: string;
  readonly last_seen_at: string;
  /** At its last sync, as the phone said itself. */
  readonly heard_at: string | null;
  readonly app: string | null;
  readonly unsent: number | null;
  /** Seconds its clock is ahead. */
  readonly skew: number | null;
}

export interface FollowedCase {
  readonly client: Id;
  readonly code?: string | null;
  readonly alias?: string | null;
  readonly status?: string | null;
  /** Of the journey, as the server reads it from her records. */
  readonly step?: string | null;
  readonly followers: readonly { readonly agent: Id; readonly name: string }[];
}

/** Something that is to be done about a client of the unit, or in its papers: then `client` is null. */
export interface UnitTask {
  readonly client: Id | null;
  readonly alias: string | null;
  readonly kind: string;
  readonly record: Id;
  readonly code: string;
  /** In the server's words, for a kind this app does not know. */
  readonly sentence: string;
  readonly since: string | null;
  readonly danger: boolean;
}

interface TaskPage {
  readonly items: readonly UnitTask[];
  readonly next: string | null;
}

/** A record in which two people wrote different things. */
export interface AskedRecord {
  readonly kind: string;
  readonly record: Id;
  readonly client: Id;
  readonly fields: readonly string[];
  readonly set: FieldValues;
  readonly others: { readonly [field: string]: readonly Json[] };
}

/** A move that was asked in her unit: to be passed on, or passed on already. */
export interface AskedMove {
  readonly id: Id;
  readonly client: Id;
  readonly to_unit: Id;
  readonly because?: string | null;
  readonly asked_on: string;
  readonly status: string;
}

/** Asked of the district's office, and not answered yet. */
export interface AskedApproval {
  readonly id: Id;
  readonly client: Id;
  readonly asked_on: string;
  /** What the office said by telephone. */
  readonly heard?: string;
}

/** A client whom another unit offers; nothing else of her is known yet. */
export interface OfferedMove {
  readonly id: Id;
  readonly from_unit: string;
  readonly because: string | null;
  readonly age_band: string | null;
  readonly sex: string | null;
  readonly asked_on: string | null;
}

export interface UnitOverview {
  /** What clients ask about their own data. */
  readonly rights: readonly RightsRequest[];
  readonly alerts: readonly UnitAlert[];
  readonly held: readonly HeldWork[];
  readonly people: readonly UnitPerson[];
  readonly phones: readonly UnitPhone[];
  readonly cases: readonly FollowedCase[];
  readonly questions: readonly AskedRecord[];
  readonly moves: readonly AskedMove[];
  readonly offers: readonly OfferedMove[];
  readonly approvals: readonly AskedApproval[];
  /** What endangers somebody, then what is late, the longest first. */
  readonly tasks: readonly UnitTask[];
}

/** What is not known yet. */
export const NO_UNIT: UnitOverview = {
  alerts: [],
  held: [],
  people: [],
  phones: [],
  cases: [],
  rights: [],
  questions: [],
  moves: [],
  offers: [],
  approvals: [],
  tasks: [],
};

export interface EnrolmentCode {
  readonly code: string;
  readonly expires_at: string;
}

/** All of it, or the first no: half a picture would look whole. */
export async function readUnit(api: OnlineApi): Promise<ApiAnswer<UnitOverview>> {
  const [alerts, held, people, phones, cases, questions, moves, offers, approvals, rights, tasks] = await Promise.all([
    readAlerts(api),
    api.get<readonly HeldWork[]>('/v1/refusals'),
    api.get<readonly UnitPerson[]>('/v1/agents'),
    api.get<readonly UnitPhone[]>('/v1/enrolments'),
    api.get<readonly FollowedCase[]>('/v1/followers'),
    api.get<readonly AskedRecord[]>('/v1/questions'),
    api.get<{ readonly items: readonly AskedMove[] }>('/v1/moves?status=asked&limit=200'),
    api.get<readonly OfferedMove[]>('/v1/move-offers'),
    api.get<{ readonly items: readonly AskedApproval[] }>('/v1/approvals?status=asked&limit=200'),
    readRights(api),
    readLateTasks(api),
  ]);
  if (alerts.is !== 'answer') return alerts;
  if (held.is !== 'answer') return held;
  if (people.is !== 'answer') return people;
  if (phones.is !== 'answer') return phones;
  if (cases.is !== 'answer') return cases;
  if (questions.is !== 'answer') return questions;
  if (moves.is !== 'answer') return moves;
  if (offers.is !== 'answer') return offers;
  if (approvals.is !== 'answer') return approvals;
  if (rights.is !== 'answer') return rights;
  if (tasks.is !== 'answer') return tasks;
  return {
    is: 'answer',
    body: {
      alerts: alerts.body.items,
      held: held.body,
      people: people.body,
      phones: phones.body,
      cases: cases.body,
      questions: questions.body,
      moves: moves.body.items,
      offers: offers.body,
      approvals: approvals.body.items,
      rights: rights.body,
      tasks: tasks.body,
    },
  };
}

/** Page by page to the end. */
async function readLateTasks(api: OnlineApi): Promise<ApiAnswer<readonly UnitTask[]>> {
  const all: UnitTask[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: ApiAnswer<TaskPage> = await api.get(`/v1/tasks?late=true&limit=200${cursor && `&cursor=${cursor}`}`);
    if (page.is !== 'answer') return page;
    all.push(...page.body.items);
    cursor = page.body.next;
  }
  return { is: 'answer', body: all.sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)) };
}

const placeOf = ({ danger, since }: UnitTask): string => `${danger ? 0 : 1} ${since ?? ''}`;

/** Those that a list of the unit's work shows: what was late. A danger for which an alert stands is listed by that. */
export const lateTasks = ({ tasks, alerts }: UnitOverview): readonly UnitTask[] =>
  tasks.filter((task) => !alerts.some(({ id }) => id === task.record));

/** The case of an alert, a task or a question. */
export const caseOf = ({ cases }: UnitOverview, { client }: { readonly client: Id | null }): FollowedCase | undefined =>
  cases.find((one) => one.client === client);

export const phonesOf = ({ phones }: UnitOverview, person: Id): readonly UnitPhone[] =>
  phones.filter((one) => one.agent === person);

/** Those who accompany it, as a sentence has them. */
export const namesOf = (one: FollowedCase | undefined): string => list((one?.followers ?? []).map(({ name }) => name));

/** Where it stands, and who accompanies it. */
export const standing = (one: FollowedCase, nobody: string): string => {
  const stage: { readonly [step: string]: string } = words.journey;
  return [stage[one.step ?? ''], namesOf(one) || nobody].filter(Boolean).join(' · ');
};

/** Those that this person accompanies. */
export const casesOf = ({ cases }: UnitOverview, person: Id): readonly FollowedCase[] =>
  cases.filter(({ followers }) => followers.some(({ agent }) => agent === person));

/** A case that lies on no phone comes first: somebody must be named. */
export const byNeed = (cases: readonly FollowedCase[]): readonly FollowedCase[] =>
  cases.toSorted((one, other) => Number(one.followers.length > 0) - Number(other.followers.length > 0));

/** Under which its person can go on. */
export const othersThan = (one: FollowedCase, cases: readonly FollowedCase[]): readonly FollowedCase[] =>
  cases.filter(({ client, status }) => client !== one.client && status !== 'closed');

/** Those of the closed case who do not see the other one. */
export const invitedFrom = (closed: FollowedCase, other: FollowedCase): FollowedCase['followers'] =>
  closed.followers.filter(({ agent }) => !other.followers.some((one) => one.agent === agent));
