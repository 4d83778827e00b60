/** The kinds this app knows, found in their folders: a new folder is a new kind, and nothing here changes. */
import { isUnitKind } from '../forms/declared_kinds';
import type { KindGroup, RecordKind } from '../forms/record_kind';
import { consentFirst } from './consent_first';

const found = import.meta.glob<{ kind: RecordKind }>('./*/index.ts', { eager: true });

const all = Object.values(found)
  .map((file) => consentFirst(file.kind))
  .sort((one, other) => one.place - other.place);
export const kinds: readonly RecordKind[] = all;

/** Those of the unit's own papers; they stand in no client's case. */
export const unitKinds = kinds.filter((kind) => isUnitKind(kind.kind));

const byName = new Map(kinds.map((kind) => [kind.kind, kind]));

/** Those of a part that is loaded for some people alone: known from then on as all others are. */
export function learnKinds(more: readonly RecordKind[]): void {
  for (const kind of more.filter(({ kind }) => !byName.has(kind))) {
    all.push(kind);
    byName.set(kind.kind, kind);
  }
}

/** Those offered under it on the page of a client, in their order; `open`: whether her case is. */
export const groupedKinds = (group: KindGroup, open = true): readonly RecordKind[] =>
  kinds.filter((kind) => kind.group === group && (open || !kind.ends));

/** Undefined for a kind from a newer app: shown as it stands. */
export const kindOf = (name: string): RecordKind | undefined => byName.get(name);

const only = (claim: 'opensCase' | 'quick' | 'danger'): RecordKind => {
  const kind = kinds.find((one) => one[claim]);
  if (!kind) throw new Error(`no kind is ${claim}`);
  return kind;
};

/** The kind whose record opens a case. */
export const caseKind = only('opensCase');
/** The kind written in seconds. */
export const quickKind = only('quick');
/** The kind of a sign of danger. */
export const dangerKind = only('danger');
