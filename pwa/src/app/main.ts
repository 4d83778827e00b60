import { mount } from 'svelte';
import { browserDoors } from '../core/session/browser_session';
import { kinds } from '../records';
import App from './App.svelte';
import { watchUpdates } from './update.svelte';
import '../ui/tokens.css';

const target = document.getElementById('app');
if (target) mount(App, { target, props: { doors: browserDoors(kinds.map((kind) => kind.kind)) } });
if (import.meta.env.PROD) void watchUpdates();
