/** A page that is seldom wanted: loaded when it is, and given the ways to all others. */
import type { Id } from '../core/types';
import type { PageTarget } from './page_context';

export interface RarePageProps {
  readonly target: PageTarget;
  readonly client: (client: Id) => void;
  /** `feed`: the case, or the unit, in whose papers it lies. */
  readonly record: (feed: Id, record: Id) => void;
  /** A unit's coaching papers, by their feed. */
  readonly unit: (feed: Id, step?: string) => void;
  readonly write: (target: PageTarget) => void;
  readonly onback: () => void;
}
