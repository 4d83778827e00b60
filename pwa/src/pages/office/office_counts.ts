/** What an office is shown of the counts the server gives: a role that reads no case has none, and no zero either. */
import type { Role } from '../../core/types';

export interface OfficeCounts {
  readonly [name: string]: number;
}

const COUNTING: readonly Role[] = ['agent', 'coordinator', 'partner'];

export function countsShown(
  role: Role,
  counts: OfficeCounts | null | undefined,
): readonly (readonly [string, number])[] {
  return COUNTING.includes(role) ? Object.entries(counts ?? {}) : [];
}
