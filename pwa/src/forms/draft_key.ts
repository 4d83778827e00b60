/** How an unfinished form is named among the drafts: by kind, case, record and guarded field. Pure. */

import type { Id } from '../core/types';

const NEW = 'new';

export interface DraftName {
  readonly kind: string;
  readonly client?: Id;
  readonly record?: Id;
  readonly editedAlone?: string;
}

export const draftKey = ({ kind, client, record, editedAlone }: DraftName): string =>
  [kind, client ?? NEW, record ?? NEW, editedAlone ?? ''].join('/');

/** What to hold to open it again. */
export function targetOfDraft(key: string): DraftName {
  const [kind = '', client = NEW, record = NEW, editedAlone = ''] = key.split('/');
  return {
    kind,
    ...(client === NEW ? {} : { client }),
    ...(record === NEW ? {} : { record }),
    ...(editedAlone ? { editedAlone } : {}),
  };
}
