import { mount } from 'svelte';
import App from './App.svelte';
import { browserDoors } from './core/doors';
import { watchUpdates } from './pages/update.svelte';
import { kinds } from './records';
import './tokens.css';

const target = document.getElementById('app');
if (target) mount(App, { target, props: { doors: browserDoors(kinds.map((kind) => kind.kind)) } });
if (import.meta.env.PROD) void watchUpdates();
