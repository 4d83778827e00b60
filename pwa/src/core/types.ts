/** The shapes that travel between the phone's core, its screens and the wire. */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Fields = Record<string, Json>;

/** Work in motion: the same object in the outbox, on the wire and on other phones. A creation has no `was`. */
export interface Change {
  id: string;
  kind: string;
  record: string;
  feed: string;
  at: string;
  set: Fields;
  was?: Fields;
  answers?: string[];
  instead_of?: string;
}

/** RFC 9457. `errors` point into the change or body that was sent. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  request_id?: string | null;
  errors?: { pointer: string; detail: string }[];
  nonce?: string;
  epoch?: string;
  begun?: Record<string, number>;
  [member: string]: unknown;
}

export interface Told {
  n: number;
  told: number;
  id: string;
  kind: string;
  record: string;
  feed: string;
  home: string;
  body: Fields | null;
  by: string;
  at: string;
}

export interface Result {
  id: string | null;
  answer: 'applied' | 'merged' | 'waiting' | 'refused' | 'erased';
  home?: string;
  n?: number;
  started?: number;
  lost?: string[];
  late?: boolean;
  problem?: Problem;
}

export interface Standing {
  status: 'active' | 'locked' | 'wipe';
}

export interface Said {
  epoch: string;
  started: number;
  done: number;
  now: string;
  nonce: string;
  enrolment: Standing;
}

export interface PushAnswer extends Said {
  results: Result[];
  found?: { record: string | null; answer: string }[];
}

export interface PullAnswer extends Said {
  told: Told[];
  cursor: Record<string, number>;
  more: boolean;
  feeds?: Record<string, string>;
  digest?: Record<string, { count: number; sum: number }>;
  reference: string;
}

/** What lost against another value, until somebody answers. */
export interface Question {
  change: string;
  enrolment: string | null;
  value: Json;
  by: string;
  at: string;
}

/** The server's receipt, kept until a backup covers the change. */
export interface Receipt {
  epoch: string;
  home: string;
  n: number;
  started: number;
  lost: string[];
  at: string;
}

/** Where a piece of work stands: on this phone only, with the server, or covered by a backup. */
export type State = 'waiting' | 'sent' | 'safe';

/** An own change with what became of it. */
export interface Work {
  change: Change;
  order: number;
  receipt?: Receipt;
  problem?: Problem;
  /** Refused: stays in view until mended by a new change. */
  refused?: boolean;
}

/** A record as the screen shows it: the told one with own unsent and unreturned work over it. */
export interface Shown {
  id: string;
  kind: string;
  feed: string;
  fields: Fields;
  n: number;
  by: string;
  at: string;
  questions: Record<string, Question[]>;
  state: State;
  voided: boolean;
  refused?: Problem;
}

export interface Reference {
  hash: string;
  unit: { id: string; name: string; timezone: string; village: string; kabupaten: string };
  agents: { id: string; name: string; role: string; unit: string }[];
  units: { id: string; name: string }[];
  partners: { id: string; name: string; kind: string; village: string; services: string[] }[];
  villages: { code: string; name: string; kecamatan: string }[];
}

/** Who uses this phone, from its enrolment. */
export interface Me {
  enrolment: string;
  agent: { id: string; name: string; role: string };
  unit: { id: string; name: string; timezone: string };
  fingerprint: string;
}
