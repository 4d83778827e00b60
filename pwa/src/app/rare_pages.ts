/** Pages that are seldom wanted, each in a part of its own: the worker has them all, so they open without signal too. */
import type { Component } from 'svelte';
import type { RarePageProps } from '../pages/rare_page';
import { PATH } from './paths';

type LoadedPage = Promise<{ readonly default: Component<RarePageProps> }>;

export const rarePages: { readonly [path: string]: () => LoadedPage } = {
  [PATH.activities]: () => import('../pages/activities/ActivitiesPage.svelte'),
  [PATH.coaching]: () => import('../pages/coaching/CoachingPage.svelte'),
  [PATH.calendar]: () => import('../pages/calendar/CalendarPage.svelte'),
  [PATH.cards]: () => import('../pages/cards/CardsPage.svelte'),
  shut: () => import('../pages/lease/LeasePage.svelte'),
  [PATH.drafts]: () => import('../pages/drafts/DraftsPage.svelte'),
};
