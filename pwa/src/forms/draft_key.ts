/** How an unfinished form is named among the drafts: by kind, case, record and guarded field. Pure. */

import type { Held } from '../app/router';
import type { Id } from '../core/types';

const NEW = 'new';

export interface DraftName {
  readonly kind: string;
  readonly client?: Id;
  readonly record?: Id;
  readonly alone?: string;
}

export const draftKey = ({ kind, client, record, alone }: DraftName): string =>
  [kind, client ?? NEW, record ?? NEW, alone ?? ''].join('/');

/** What to hold to open it again. */
export function heldOf(key: string): Held & { kind: string } {
  const [kind = '', client = NEW, record = NEW, alone = ''] = key.split('/');
  return {
    kind,
    ...(client === NEW ? {} : { client }),
    ...(record === NEW ? {} : { record }),
    ...(alone ? { alone } : {}),
  };
}
