import { mount } from 'svelte';
import { untilLoaded } from '../core/device/late_parts';
import { browserSession } from '../core/session/browser_session';
import { watchInstall } from '../pages/notices/install.svelte';
import { watchUpdates } from '../pages/notices/update.svelte';
import App from './App.svelte';
import { loadOpened } from './load_opened';
import '../ui/tokens.css';

watchInstall();
const appSession = browserSession(async () => (await loadOpened()).opening);
const target = document.getElementById('app');
if (target) mount(App, { target, props: { appSession } });
// In the order in which she needs it: the worker fetches all there is.
if (import.meta.env.PROD) {
  void loadOpened()
    .then(watchUpdates)
    .then(() => untilLoaded(() => import('../reminders/watch')))
    .then(({ watchReminders }) => watchReminders(appSession));
}
