/** The shapes that travel between phones and server, and the values inside them. Held to the API by agrees.test.ts. */

/** A JSON value, as it lies in a field. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The fields of a record, or those a change sets. Absent and `null` are the same: not given. */
export type FieldValues = { readonly [field: string]: Json };

/** A lowercase UUIDv7 with dashes. */
export type Id = string;

/** A change in motion: the same object in the outbox, on the wire, on the server and on other phones. */
export interface Change {
  readonly id: Id;
  readonly kind: string;
  readonly record: Id;
  readonly feed: Id;
  /** This phone's clock, RFC 3339 in UTC: shown, trusted for nothing. */
  readonly at: string;
  /** Only the fields moved; all of them at creation. */
  readonly set: FieldValues;
  /** What the author saw in each field of `set`. Absent: a creation. */
  readonly was?: FieldValues;
  /** Ids of the losing changes this edit has answered. */
  readonly answers?: readonly Id[];
  /** The refused change this one mends. */
  readonly instead_of?: Id;
}

/** One wrong thing in a payload. */
export interface ProblemError {
  /** JSON pointer, e.g. `/set/on` in a result of a push. */
  readonly pointer: string;
  /** A sentence for who wrote it. */
  readonly detail: string;
}

/** Why something was refused (RFC 9457), in words an agent reads. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly request_id?: string | null;
  readonly errors?: readonly ProblemError[] | null;
  /** NotAllowed: `id-reused`, `declined`, `held`, … */
  readonly reason?: string;
  /** A guarded field that stood otherwise, and how it stands. */
  readonly field?: string;
  readonly current?: Json;
  readonly [member: string]: Json | readonly ProblemError[] | undefined;
}

/** A value that lost: asked of people, never dropped. */
export interface Question {
  /** The losing change; null where it came from a restore. Name it in `answers`. */
  readonly change: Id;
  readonly enrolment: Id | null;
  readonly value: Json;
  readonly by: Id;
  readonly at: string;
}

/** A record as the server tells it. */
export interface ToldRecord {
  /** Its version. */
  readonly n: number;
  /** The number it was found under. */
  readonly told: number;
  readonly kind: string;
  readonly record: Id;
  readonly feed: Id;
  readonly home: Id;
  /** null: erased. May hold `questions`. */
  readonly body: FieldValues | null;
  readonly by: Id;
  readonly at: string;
}

/** What a phone held and was not told again after a restore. */
export interface FoundRecord {
  readonly kind: string;
  readonly record: Id;
  readonly feed: Id;
  readonly body: FieldValues;
  readonly by: Id;
  readonly at: string;
}

export type EnrolmentStatus = 'active' | 'locked' | 'wipe';
export type Cursor = { readonly [home: Id]: number };

export interface SyncRequest {
  readonly protocol: 1;
  readonly epoch: string;
  readonly cursor: Cursor;
  /** Version of this app. */
  readonly app: string;
  readonly clock: string;
}

export interface SyncResponse {
  readonly epoch: string;
  /** Backups begun, and finished: a receipt is safe once `done ≥ started + 2` in the same epoch. */
  readonly started: number;
  readonly done: number;
  /** The server's clock. */
  readonly now?: string;
  readonly nonce: string;
  readonly enrolment: { readonly status: EnrolmentStatus };
}

export interface PushRequest extends SyncRequest {
  readonly changes: readonly Change[];
  readonly found?: readonly FoundRecord[];
}

/** What became of one change. */
export interface ChangeResult {
  readonly id: Id | null;
  readonly answer: 'applied' | 'merged' | 'waiting' | 'refused' | 'erased';
  readonly home?: Id | null;
  readonly n?: number | null;
  readonly started?: number | null;
  readonly lost?: readonly string[] | null;
  readonly late?: boolean | null;
  readonly problem?: Problem | null;
}

export interface FoundResult {
  readonly record: Id | null;
  readonly answer: 'made' | 'asked' | 'same' | 'waiting' | 'declined' | 'refused' | 'erased';
}

export interface PushResponse extends SyncResponse {
  readonly results: readonly ChangeResult[];
  readonly found?: readonly FoundResult[] | null;
}

export interface PullRequest extends SyncRequest {
  /** Hash of the list of feeds last given. */
  readonly follows: string;
  readonly limit: number;
  /** Homes whose digest differed: the server counts them again. */
  readonly amiss?: readonly Id[];
}

export interface Digest {
  readonly count: number;
  readonly sum: number;
}

export interface PullResponse extends SyncResponse {
  readonly told: readonly ToldRecord[];
  readonly cursor: Cursor;
  readonly more: boolean;
  readonly feeds?: { readonly [feed: Id]: Id } | null;
  readonly digest?: { readonly [home: Id]: Digest } | null;
  readonly reference: string;
}

export type Role = 'agent' | 'coordinator' | 'partner' | 'village' | 'district' | 'province' | 'national' | 'admin';

/** `GET /v1/reference`: what is no record, kept sealed on the phone. */
export interface Reference {
  readonly hash: string;
  readonly unit: {
    readonly id: Id;
    readonly name: string;
    readonly timezone: string;
    readonly village: string | null;
    readonly kabupaten: string | null;
    /** A PIN is not enough here. */
    readonly phrase?: boolean;
  } | null;
  readonly agents: readonly { readonly id: Id; readonly name: string; readonly role: Role; readonly unit: Id | null }[];
  readonly units: readonly { readonly id: Id; readonly name: string }[];
  readonly partners: readonly {
    readonly id: Id;
    readonly name: string;
    readonly kind: string;
    readonly village: string | null;
    readonly services: readonly string[];
    /** What everybody brings there; a server of before says nothing of it. */
    readonly requirements?: readonly string[];
    /** Of her unit's agreement there; a server of before says nothing of it. */
    readonly agreed_until?: string | null;
    /** What it says of itself. */
    readonly profile?: FieldValues | null;
  }[];
  readonly villages: readonly { readonly code: string; readonly name: string; readonly kecamatan: string }[];
  /** Of phases, that the nation's office published; for an officer, the newest last. */
  readonly rubrics?: readonly object[];
  /** For who works in a unit: comparison studies of which nothing is told yet. */
  readonly studies?: readonly object[];
}
