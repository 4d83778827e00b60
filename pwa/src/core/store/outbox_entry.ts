/** What a phone remembers beside its keys: her changes with what became of them, records as told, and the state of sync. */

import type {
  Change,
  Cursor,
  Digest,
  EnrolmentStatus,
  FieldValues,
  FollowNews,
  Problem,
  ToldRecord,
} from '../types.ts';

/** The server's word that a change is in the feed. `started`: how many backups had begun. */
export interface Receipt {
  readonly epoch: string;
  readonly home: string;
  readonly n: number;
  readonly started: number;
  /** Fields that lost and became questions. */
  readonly lost: readonly string[];
  readonly at: string;
  /** Finished pulls before it: one more and it has been told back. */
  readonly round: number;
}

/**
 * A change of hers on this phone.
 *
 *     waiting ── applied, merged ──▶ sent ── told back, and in a named backup ──▶ gone
 *        │ └──── refused ──▶ refused ── mended by a new one ──▶ gone
 *        │                      └─ she leaves it as it stands ─▶ left ── she takes it up ──▶ refused
 *        └────── erased ──▶ gone                     sent ── strange epoch ──▶ waiting
 *
 * What is left is sent no more and laid over nothing; it stays here, because it is her word and nobody else's copy.
 */
export interface OutboxEntry {
  readonly change: Change;
  /** The order in which it was done here, and is sent. */
  readonly order: number;
  /** Its row in the journal. */
  readonly row: string;
  readonly status: 'waiting' | 'sent' | 'refused' | 'left';
  /** waiting: why the server asked it to wait, and since when. refused: why. */
  readonly problem?: Problem;
  readonly at?: string;
  readonly receipt?: Receipt;
  /** Whose it is, as the screen called her: the case may leave this phone before the change does. */
  readonly about?: string;
  /** She has left it to the coordinator, who has a copy. Still sent, so that the answer is heard. */
  readonly handed?: true;
}

/** A record as told. `load`: the generation of a load from 0 in which it came. */
export interface StoredRecord extends ToldRecord {
  readonly body: FieldValues;
  readonly epoch: string;
  readonly started: number;
  readonly load: number;
}

export interface SyncState {
  readonly epoch: string;
  readonly cursor: Cursor;
  /** {feed: home}: the list last given. */
  readonly feeds: { readonly [feed: string]: string };
  readonly started: number;
  readonly done: number;
  /** Finished pulls. */
  readonly rounds: number;
  readonly load: number;
  /** Below it a record was not told again: in all homes, and in one whose digest did not agree. */
  readonly floor: number;
  readonly floors: { readonly [home: string]: number };
  /** Between a strange epoch and the end of the load that follows it. */
  readonly returning: boolean;
  /** Records handed in after a restore which the server has not taken. */
  readonly untaken: readonly string[];
  /** Numbers up to which the restored copy reaches. */
  readonly begun: Cursor;
  /** {home: day} of the last reset, which comes once a day. */
  readonly resets: { readonly [home: string]: string };
  readonly standing: EnrolmentStatus;
  readonly skew: number;
  readonly lastAt: string;
  /** The browser cleared what lay here, and she has not said that she knows. */
  readonly cleared: boolean;
  /** The cases of the list at the last finished pull; null before the first, which is no news. */
  readonly followed: readonly string[] | null;
  readonly followNews: FollowNews;
}

export const freshSyncState = (epoch: string): SyncState => ({
  epoch,
  cursor: {},
  feeds: {},
  started: 0,
  done: 0,
  rounds: 0,
  load: 0,
  floor: 0,
  floors: {},
  returning: false,
  untaken: [],
  begun: {},
  resets: {},
  standing: 'active',
  skew: 0,
  lastAt: '',
  cleared: false,
  followed: null,
  followNews: { came: [], left: [] },
});

/** The cases of the list: a unit's own papers bear the id of their home, its coaching papers that id with version 8; neither
 * is a client. */
export const casesOf = ({ feeds }: Pick<SyncState, 'feeds'>): string[] =>
  Object.keys(feeds).filter((feed) => feeds[feed] !== feed && feed[14] !== '8');

/** A named backup covers it: two on, so that a push in flight and one bad copy are covered too. */
export const isBackedUp = (stamp: { readonly epoch: string; readonly started: number }, meta: SyncState): boolean =>
  stamp.epoch === meta.epoch && meta.done >= stamp.started + 2;

/** Not told again in the load that was meant to tell everything. */
export const isStale = (held: StoredRecord, meta: SyncState): boolean =>
  held.load < Math.max(meta.floor, meta.floors[held.home] ?? 0);

export const isCreation = (change: Change): boolean => change.was === undefined;

export const sameDigest = (one: Digest, other: Digest): boolean => one.count === other.count && one.sum === other.sum;
