/** The ways to the places. */
import type { Casebook, Id } from '../core/types';
import type { PageTarget } from '../pages/page_context';
import { PATH } from './paths';
import { router } from './router';

export { PATH };

/** Which of the places a path lies in. */
export function placeOf(path: string): string {
  const first = `/${path.split('/')[1] ?? ''}`;
  return ([PATH.clients, PATH.waiting, PATH.unit, PATH.me] as string[]).includes(first) ? first : PATH.today;
}

/** Whose places they are: a unit's leader reads its papers in *Unit*, and an officer of a district has no clients. */
export interface PlaceOwner {
  readonly leads: boolean;
  readonly coaches: boolean;
}

/** The place that is marked in the bar. */
export function shownPlace({ leads, coaches }: PlaceOwner, path: string): string {
  if (leads && path === PATH.coaching) return PATH.unit;
  const place = placeOf(path);
  return coaches && place === PATH.clients ? PATH.today : place;
}

/** The page that stands there. */
export function shownPage({ coaches }: Pick<PlaceOwner, 'coaches'>, path: string): string {
  const isOfClients = path === PATH.today || path === PATH.clients;
  return coaches && isOfClients ? PATH.coaching : path;
}

export const go = {
  client: (client: Id): void => router.go(PATH.client, { client }),
  record: (client: Id, record: Id): void => router.go(PATH.record, { client, record }),
  /** Wherever it lies; a client's own record is her page. */
  recordOf: (book: Pick<Casebook, 'get'>, record: Id): void => {
    const feed = book.get(record)?.feed;
    if (feed === record) go.client(record);
    else if (feed) go.record(feed, record);
  },
  unit: (client: Id, step?: string): void => router.go(PATH.coaching, step ? { client, step } : { client }),
  write: (target: PageTarget): void => router.go(PATH.write, target),
  followers: (client: Id): void => router.go(PATH.followers, { client }),
};
