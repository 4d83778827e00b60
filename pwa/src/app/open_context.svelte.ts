/** What an opened book gives to every page and form, as observed values, with the day by this phone's clock. */
import type { AppSession, OpenedSession } from '../core/types';
import { setBlobShelf } from '../fields/blob';
import type { FormSession } from '../forms/form_session';
import { observed, type PageContext, setPageContext } from '../pages/page_context';
import { askingFeed, caseOf, feedName } from '../records/caseload';
import { lookupsOf } from '../records/lookups';

const MINUTE = 60_000;

/** While a component begins. */
export function openContext(
  opened: OpenedSession,
  appSession: AppSession,
  ondanger: (chosen: readonly string[]) => void,
): { readonly pages: PageContext; readonly forms: FormSession } {
  const [book, sync] = [observed(opened.book), observed(opened.sync)];
  let now = $state(new Date());
  const lookups = $derived(lookupsOf(book().me(), book().reference(), now));
  $effect(() => {
    const clock = setInterval(() => {
      now = new Date();
    }, MINUTE);
    return () => clearInterval(clock);
  });
  const pages: PageContext = {
    get book() {
      return book();
    },
    get sync() {
      return sync();
    },
    get lookups() {
      return lookups;
    },
    api: opened.api,
    blobs: opened.blobs,
    appSession,
  };
  setBlobShelf(opened.blobs);
  const forms: FormSession = {
    get book() {
      return book();
    },
    get lookups() {
      return lookups;
    },
    caseOf: (client) => caseOf(book(), client) ?? askingFeed(book(), client, feedName(book(), client) ?? ''),
    ondanger,
  };
  return { pages: setPageContext(pages), forms };
}
