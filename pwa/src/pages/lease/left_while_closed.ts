/** What a closed caseload still offers. Pure. */
import { type ClientCase, casesOf } from '../../records/caseload';
import type { PageContext } from '../page_context';

/** `cases`: for whom a visit is still written; `gone`: cases she accompanies lie here no more, whatever else does. */
export function leftWhileClosed({ book, sync }: Pick<PageContext, 'book' | 'sync'>): {
  readonly cases: readonly ClientCase[];
  readonly gone: boolean;
} {
  const { here, of } = sync.status.cases;
  return { cases: casesOf(book).filter(({ open }) => open), gone: here < of };
}
