import { mount } from 'svelte';
import { browserSession } from '../core/session/browser_session';
import { watchUpdates } from '../pages/notices/update.svelte';
import { kindOf } from '../records';
import { calledOf } from '../records/caseload';
import App from './App.svelte';
import '../ui/tokens.css';

const target = document.getElementById('app');
if (target)
  mount(App, {
    target,
    props: { appSession: browserSession({ knows: (kind) => kindOf(kind) !== undefined, called: calledOf }) },
  });
if (import.meta.env.PROD) void watchUpdates();
