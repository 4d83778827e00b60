import { mount } from 'svelte';
import { browserSession } from '../core/session/browser_session';
import { kinds } from '../records';
import App from './App.svelte';
import { watchUpdates } from './update.svelte';
import '../ui/tokens.css';

const target = document.getElementById('app');
if (target) mount(App, { target, props: { appSession: browserSession(kinds.map((kind) => kind.kind)) } });
if (import.meta.env.PROD) void watchUpdates();
