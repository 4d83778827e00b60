/** The names of the places, none of which says who is there; and the ways to them. */
import type { Id } from '../core/types';
import { type PageTarget, router } from './router';

export const PATH = {
  today: '/',
  clients: '/klien',
  client: '/klien/lihat',
  record: '/klien/catatan',
  write: '/klien/tulis',
  followers: '/klien/pendamping',
  waiting: '/menunggu',
  me: '/saya',
  pin: '/saya/pin',
  /** Without unlocking: an office signs in; and the page of all components. */
  office: '/masuk',
  style: '/gaya',
} as const;

/** Which of the four places a path lies in. */
export function placeOf(path: string): string {
  const first = `/${path.split('/')[1] ?? ''}`;
  return ([PATH.clients, PATH.waiting, PATH.me] as string[]).includes(first) ? first : PATH.today;
}

export const go = {
  client: (client: Id): void => router.go(PATH.client, { client }),
  record: (client: Id, record: Id): void => router.go(PATH.record, { client, record }),
  write: (target: PageTarget): void => router.go(PATH.write, target),
  followers: (client: Id): void => router.go(PATH.followers, { client }),
};
