/** Too long without contact: what was told of clients is not shown, and writing goes on. */

import type { RecordKind } from '../forms/record_kind';
import { leaseLeft } from '../pages/lease/lease_left';
import type { PageContext } from '../pages/page_context';
import { caseKind, quickKind } from '../records';
import { PATH } from './paths';

const STAYS: readonly string[] = [PATH.waiting, PATH.me, PATH.pin, PATH.cards];

export const isClosed = (here: Pick<PageContext, 'sync' | 'lookups'>): boolean => (leaseLeft(here)?.left ?? 0) < 0;

/** Whether the page that says so stands in the place of this one. `kind`: what is being written there. */
export const isShut = (here: Pick<PageContext, 'sync' | 'lookups'>, path: string, kind?: RecordKind): boolean =>
  isClosed(here) && !(kind ? [quickKind, caseKind].includes(kind) : STAYS.includes(path));
