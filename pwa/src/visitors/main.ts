/** The pages of people without an account: nothing of the agents' app, no worker, and nothing is kept on the device. */
import { mount } from 'svelte';
import { codeInFragment } from './code_in_fragment';
import VisitorApp from './VisitorApp.svelte';
import { visitorDoor } from './visitor_door';
import '../ui/tokens.css';

const target = document.getElementById('app');
const { pathname } = location;
if (target) mount(VisitorApp, { target, props: { path: pathname, code: codeInFragment(), door: visitorDoor() } });
