/** What stands before the casebook: who has keys on this phone, how it is opened, and what may come of trying. */

import type { OwnReminder } from '../device/reminder_days.ts';
import type { Id } from '../sync/wire_types.ts';
import type {
  ApiAnswer,
  BlobShelf,
  Casebook,
  Observable,
  OfficeApi,
  OnlineApi,
  Problem,
  SyncControl,
} from '../types.ts';

/** Why the app cannot work here; the page has the words. */
export type MissingFeature =
  | 'secure-context'
  | 'webcrypto'
  | 'opfs'
  | 'locks'
  | 'indexeddb'
  | 'workers'
  | 'compression';

/** What opens a phone: digits on the app's own keypad, or a pass phrase typed on the phone's keyboard. */
export type UnlockMethod = 'pin' | 'phrase';

/** One person on this phone, as the lock screen may show her. */
export interface LocalEnrolment {
  readonly id: Id;
  /** Self-chosen and short, never a name. */
  readonly label: string;
  /** Which entry the lock screen shows; a key file of an older app says nothing, and that is a PIN. */
  readonly opener: UnlockMethod;
  /**
   * unfinished: the server's answer was never heard; unlocking goes on with it. struck: keys gone, only boxes left.
   * lost: boxes whose key file is gone or spoilt, whoever's they were.
   */
  readonly state: 'ready' | 'unfinished' | 'struck' | 'lost';
  /** Sealed boxes that lie here: whatever is not known to be in a backup. */
  readonly envelopes: number;
  /** Changes that the server does not have; where the keys are gone, pictures too. undefined: an older app kept no number. */
  readonly unsent: number | undefined;
}

export interface OpenedSession {
  readonly book: Casebook;
  readonly sync: SyncControl;
  readonly api: OnlineApi;
  readonly blobs: BlobShelf;
  /** Left out where nobody can be reminded: she practises. */
  readonly reminder?: OwnReminder;
}

export type UnlockOutcome =
  | { readonly is: 'open'; readonly opened: OpenedSession }
  /** `left` tries until the keys are struck. */
  | { readonly is: 'wrong'; readonly left: number; readonly waitMs: number }
  | { readonly is: 'wait'; readonly waitMs: number }
  | { readonly is: 'struck' }
  /**
   * memory: the phone refused it. newer: written by a newer app, update first. full: no room even to count the try.
   * file: it cannot be read. Nothing is lost.
   */
  | { readonly is: 'failed'; readonly because: 'memory' | 'newer' | 'full' | 'file' }
  /** An unfinished enrolment went on and the server said no, or was not heard. */
  | { readonly is: 'problem'; readonly problem: Problem }
  | { readonly is: 'offline' };

export type EnrolOutcome =
  | { readonly is: 'open'; readonly opened: OpenedSession }
  /** The code was wrong, used, or too old: nothing was kept. */
  | { readonly is: 'problem'; readonly problem: Problem }
  /** Not heard: ask again with the same code and PIN, or unlock it later from the lock screen. */
  | { readonly is: 'offline' }
  /** The phone refused the memory, the room or the file: nothing was asked. */
  | { readonly is: 'failed'; readonly because: 'memory' | 'full' | 'file' };

/** Of sealed boxes. `left`: not received yet, and still here. */
export interface HandInOutcome {
  readonly handed: number;
  readonly left: number;
}

/** What an office types to prove that it is she. */
export interface OfficeProof {
  readonly username: string;
  readonly password: string;
  /** Of her authenticator app, or a recovery code; empty where she has none. */
  readonly code: string;
}

/** A secret for an authenticator app; `otpauth`: the same for a QR code. It counts once a code of it came back. */
export interface FactorOffer {
  readonly secret: string;
  readonly otpauth: string;
  readonly offer: string;
}

/** Where an office signs in: online only, and nothing is kept. */
export interface OfficeDoor {
  /** What else she may press, and whether she has just come back from there. */
  ways(): Promise<ApiAnswer<{ readonly openid: string | null; readonly returned: boolean }>>;
  signIn(proof: OfficeProof): Promise<ApiAnswer<OfficeSession>>;
  /** Who came back from the provider. */
  byProvider(): Promise<ApiAnswer<OfficeSession>>;
}

/** An office person who is signed in. */
export interface OfficeSession {
  readonly api: OfficeApi;
  /** Nothing opens before she has set up codes. */
  readonly factorWanted: boolean;
  readonly recoveryLeft: number | undefined;
  /** Her name, where she typed it; none where a provider let her in. */
  readonly username: string | undefined;
  /** Asked where the server wants her to prove herself once more; true: she did, and what was asked is asked again. */
  again: (() => Promise<boolean>) | undefined;
  prove(proof: OfficeProof): Promise<ApiAnswer<undefined>>;
  offerFactor(): Promise<ApiAnswer<FactorOffer>>;
  /** Her recovery codes, told this once. */
  setUpFactor(offer: FactorOffer, code: string): Promise<ApiAnswer<readonly string[]>>;
}

export interface StorageState {
  readonly persisted: boolean;
  readonly usage?: number;
  readonly quota?: number;
}

/** What stands before an opened casebook. Locking (also by itself) sets `opened` to null and moves `version`. */
export interface AppSession extends Observable {
  missing(): Promise<readonly MissingFeature[]>;
  readonly opened: OpenedSession | null;
  /** mine: this tab is the live one. elsewhere: another tab is; offer `takeOver`. */
  readonly tab: 'mine' | 'elsewhere' | 'asking';
  takeOver(): Promise<void>;
  enrolments(): Promise<readonly LocalEnrolment[]>;
  /** Before a PIN is chosen: a problem where the code does not hold. Spends nothing. */
  checkCode(code: string): Promise<ApiAnswer<unknown>>;
  /** A new code for the opened enrolment: the same book goes on, with fresh keys. Locks where the server took it. */
  renew(code: string): Promise<ApiAnswer<undefined>>;
  /** `pin`: here and below also a pass phrase, folded (core/keys/secret.ts). */
  enrol(code: string, pin: string, label: string): Promise<EnrolOutcome>;
  unlock(id: Id, pin: string): Promise<UnlockOutcome>;
  /** Of the opened enrolment. */
  changePin(old: string, fresh: string): Promise<'changed' | 'wrong' | 'struck' | 'failed'>;
  /** Screens that hold a draft seal it before the keys go. Returns how to stop being asked. */
  beforeLock(seal: () => Promise<void>): () => void;
  lock(): Promise<void>;
  /** Does what the tenth wrong PIN does: strikes the keys. Boxes stay. */
  forgotPin(id: Id): Promise<void>;
  /** Hands in every box of an enrolment that is not opened. Deletes nothing. */
  handIn(id: Id): Promise<HandInOutcome>;
  /** Then its pictures and recordings, as they lie sealed. How many are left. */
  handInBlobs(id: Id): Promise<number>;
  /** The boxes of an enrolment that cannot be opened any more. */
  rescue(id: Id): Promise<Blob>;
  /** Takes a struck enrolment off this phone; only where nothing of it is unsent. `blobs`: but pictures and recordings. */
  forget(id: Id, blobs?: boolean): Promise<void>;
  /** Loaded when it is wanted. */
  officeDoor(): Promise<OfficeDoor>;
  storage(): Promise<StorageState>;
  /** Asks the browser not to clear this phone's store; its answer. */
  persist(): Promise<boolean>;
}
