/**
 * What the phone's core promises to the screens, and the shapes that travel.
 *
 *     AppSession (nothing opened)  ── enrol / unlock ──▶  OpenedSession { book, sync, api }  ── lock ──▶  AppSession
 *
 * Three things (AppSession, Casebook, SyncControl) are `Observable`: read them as plain values, listen for `version` to move.
 * Nothing here names a kind, a word of the screen or a framework.
 */

import type { UnlockMethod } from './session/app_session.ts';
import type { NotSavedReason, SaveRequest } from './store/saving.ts';
import type {
  Change,
  EnrolmentStatus,
  FieldValues,
  Id,
  Json,
  Problem,
  Question,
  Reference,
  Role,
} from './sync/wire_types.ts';

export type * from './blobs/blob_types.ts';
export type * from './session/app_session.ts';
export type * from './store/saving.ts';
export type * from './sync/wire_types.ts';

/** Anything the screen can watch. `version` moves whenever something readable has changed. */
export interface Observable {
  readonly version: number;
  /** Called after every move of `version`; returns how to stop listening. */
  subscribe(listener: () => void): () => void;
}

/**
 * What came of asking the server. There is no throw: a refusal is a `problem` to be shown, no answer is `offline`.
 * A portal's page, a torn answer and a dead line all count as offline.
 */
export type ApiAnswer<T> =
  | { readonly is: 'answer'; readonly body: T; readonly etag?: string }
  | { readonly is: 'problem'; readonly problem: Problem }
  | OfflineAnswer;

/**
 * `cut`: the line was there and broke, so that less at once may pass. `met`: somebody else answered, a page that wants her
 * to sign in to its network, or whatever stands before a server that is not there.
 */
export interface OfflineAnswer {
  readonly is: 'offline';
  readonly cut?: true;
  readonly met?: 'portal' | 'gateway';
}

/** Calls that only work online (inviting, /v1/me, counts). `path` begins with `/v1/`. */
export interface OnlineApi {
  get<T>(path: string): Promise<ApiAnswer<T>>;
  post<T>(path: string, body: Json): Promise<ApiAnswer<T>>;
  delete<T>(path: string, body: Json): Promise<ApiAnswer<T>>;
  /** A merge patch of what was read under this `etag`; 412 where it has moved since. */
  patch<T>(path: string, body: Json, etag: string): Promise<ApiAnswer<T>>;
}

/** What an office at a desk asks besides. */
export interface OfficeApi extends OnlineApi {
  /** 412 where what stands there is no longer what was read under this `etag`. */
  put<T>(path: string, body: Json, etag?: string): Promise<ApiAnswer<T>>;
  post<T>(path: string, body: Json, etag?: string): Promise<ApiAnswer<T>>;
}

/**
 * waiting: something of it is on this phone only · sent: the receipt is stored here · safe: a named backup of the
 * server covers it · told: its newest word is somebody else's, so there is nothing of hers to follow.
 */
export type RecordState = 'waiting' | 'sent' | 'safe' | 'told';

/** A change that was refused: in view until a person mends it with `instead_of`. */
export interface RefusedChange {
  readonly change: Change;
  readonly problem: Problem;
  /** When the answer came, by this phone's clock. */
  readonly at: string;
  /** Whose it is, as the screen called her when it was written: her case may have left this phone. */
  readonly about?: string;
}

/** A change that has not been received. `why`: the server's word when it was asked to wait for a parent. */
export interface WaitingChange {
  readonly change: Change;
  readonly why?: Problem;
  readonly about?: string;
  /** She has left it to the coordinator, whose copy it is that counts now. */
  readonly handed: boolean;
}

/** A change that she let be: sent no more, kept here, and in the record's history. */
export interface LeftChange {
  readonly change: Change;
  readonly problem?: Problem;
  /** When she decided so, by this phone's clock. */
  readonly at: string;
  readonly about?: string;
}

/** A record as the screen sees it: what was told, with her own unsent and unreturned changes laid over it. */
export interface RecordView {
  readonly id: Id;
  readonly kind: string;
  readonly feed: Id;
  /** Without `questions`. Unknown fields are kept and stand here too. */
  readonly fields: FieldValues;
  /** Version by the server; 0 while it has none. */
  readonly n: number;
  /** Author of the newest word, and when by her phone. */
  readonly by: Id;
  readonly at: string;
  readonly questions: { readonly [field: string]: readonly Question[] };
  readonly state: RecordState;
  readonly refused?: RefusedChange;
  /** Taken back by its author: leaves lists and counts, never the history. */
  readonly voided: boolean;
  /** A kind this app does not know: show as it stands, never set. */
  readonly foreign: boolean;
}

/** An open question of a record, with what stands in the field now. */
export interface OpenQuestion {
  readonly record: RecordView;
  readonly field: string;
  readonly now: Json;
  readonly asked: readonly Question[];
}

/** Unfinished forms, sealed at once and kept through everything. `key` is the screen's own, never seen on disk. */
export interface FormDrafts {
  keys(): readonly string[];
  read(key: string): Json | undefined;
  /** Resolves when it is sealed and flushed. Call it as often as you like; a box for rescue follows after 2 s of rest. */
  write(key: string, draft: Json): Promise<void>;
  drop(key: string): Promise<void>;
}

export interface SignedInAgent {
  readonly enrolment: Id;
  readonly agent: { readonly id: Id; readonly name: string; readonly role: Role };
  readonly unit: { readonly id: Id; readonly name: string; readonly timezone: string } | null;
  /** Four digits, the same at the coordinator's. */
  readonly fingerprint: string;
  /** When the server lets this phone in no more, unless it is used before. */
  readonly endsAt?: string;
  readonly label: string;
  readonly opener: UnlockMethod;
}

/** Cases she was invited to, and cases that left this phone, since she last said that she knows. */
export interface FollowNews {
  readonly came: readonly Id[];
  readonly left: readonly Id[];
}

/** The opened store. Reading is synchronous and whole; writing resolves only after the strict local transaction. */
export interface Casebook extends Observable {
  me(): SignedInAgent;
  /** What the lock screen calls her; resolves when it is flushed. Rejects, and keeps the old one, where it could not be. */
  relabel(label: string): Promise<void>;
  reference(): Reference | undefined;
  /** Feeds that have something to show: told, followed, or opened here and not yet sent. */
  feeds(): readonly Id[];
  /** All records of one feed, newest first by `id`; voided ones included, filter on `voided`. */
  caseOf(feed: Id): readonly RecordView[];
  /** All records of a kind over all feeds. */
  all(kind: string): readonly RecordView[];
  get(record: Id): RecordView | undefined;
  /**
   * Saves what moved; returns the record's id. The book itself makes `was`, and turns the mending of a refused creation
   * into a creation. Rejects with `NotSaved` (core/device/environment.ts).
   */
  save(kind: string, saving: SaveRequest): Promise<Id>;
  /** The record of the save that can still be undone. */
  readonly held: Id | undefined;
  /**
   * Takes the held save back, with what was saved beside it; the draft it finished lies there again. false: it is on its
   * way already. Rejects with `NotSaved`.
   */
  undo(): Promise<boolean>;
  /** She goes on: what was held is sent. */
  letGo(): void;
  waiting(): readonly WaitingChange[];
  refused(): readonly RefusedChange[];
  /** Newest first. */
  left(): readonly LeftChange[];
  /** Leaves things as they stand; of a creation, the whole record and what was written under it. Rejects with `NotSaved`. */
  withdraw(change: Id): Promise<void>;
  /** What was left is refused again, to be mended. Rejects with `NotSaved`. */
  takeUp(change: Id): Promise<void>;
  /** Leaves a held change to the coordinator, who has a copy. Rejects with `NotSaved`. */
  handOver(change: Id): Promise<void>;
  /** How many changes `withdraw` would take along. */
  hangingOn(change: Id): number;
  questions(): readonly OpenQuestion[];
  /** A fresh UUIDv7, for forms that need the id of a record before it is saved: pass it as `record` with `feed`. */
  newId(): Id;
  readonly drafts: FormDrafts;
  /** false: the browser closed the store under the app, and what is here is in memory alone until it is written again. */
  readonly kept: boolean;
  /** The browser cleared what lay here: what was not sent is gone from this phone. Stands until she says she knows. */
  readonly cleared: boolean;
  knowsCleared(): Promise<void>;
  readonly followNews: FollowNews;
  knowsFollowNews(): Promise<void>;
  /** One file of sealed boxes that only the server can open: everything not known to be in a backup. */
  rescue(): Promise<Blob>;
}

export interface SyncStatus {
  readonly connection: 'unknown' | 'fine' | 'none';
  /** Who answered instead of the server, where `connection` is none. Absent: this phone has no line. */
  readonly met?: 'portal' | 'gateway' | 'nobody';
  /** Since when the server asks to wait, by this phone's clock. */
  readonly busySince?: string;
  readonly running: boolean;
  /** Records received in this run, for a progress bar on a first load. */
  readonly received: number;
  /** Cases of which something is here, of those she follows: for the bar of a first load. */
  readonly cases: { readonly here: number; readonly of: number };
  /** When a pull last reached its end, by this phone's clock. */
  readonly lastAt?: string;
  /** When the caseload closes, unless the phone is in contact before. */
  readonly closesAt?: string;
  /** The last thing the server said no to as a whole (app-too-old, server-behind, locked, …). Gone after a good run. */
  readonly problem?: Problem;
  /** This phone itself could not keep what came: `full` needs room. */
  readonly local?: NotSavedReason;
  readonly enrolmentStatus: EnrolmentStatus;
  /** This phone's clock minus the server's, in ms; above a day it is told to her. */
  readonly skew: number;
}

export interface SyncControl extends Observable {
  readonly status: SyncStatus;
  /** Push, then pull, now. Resolves when this run is over, whatever came of it; see `status`. */
  now(): Promise<void>;
}
