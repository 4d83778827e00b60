/** What is kept of a client, as her own page is told, and what she may ask. Pure. */
export const RIGHTS = ['see', 'correct', 'stop', 'limit', 'erase', 'complain'] as const;

export type OwnRight = (typeof RIGHTS)[number];

export interface OwnRequest {
  readonly right: string;
  readonly said?: string | null;
  readonly asked_at: string;
  readonly due_at: string;
  readonly outcome?: string | null;
  readonly answer?: string | null;
}

export interface OwnData {
  readonly unit: string;
  readonly about: { readonly [name: string]: string };
  readonly records: readonly { readonly kind: string; readonly on: string }[];
  readonly holders: readonly { readonly name: string; readonly since: string; readonly until?: string | null }[];
  readonly looks: readonly { readonly on: string; readonly role: string; readonly times: number }[];
  readonly requests: readonly OwnRequest[];
}

export interface KindDays {
  readonly kind: string;
  /** The newest first. */
  readonly days: readonly string[];
}

/** One line a kind, in the order in which the kinds first stand. */
export function byKind(records: OwnData['records']): readonly KindDays[] {
  const kinds = [...new Set(records.map(({ kind }) => kind))];
  return kinds.map((kind) => ({ kind, days: records.filter((one) => one.kind === kind).map(({ on }) => on) }));
}

/** Nobody can do what she did not say. */
export const needsWords = (right: OwnRight): boolean => ['correct', 'limit', 'complain'].includes(right);
