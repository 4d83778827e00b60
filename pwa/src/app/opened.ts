/** Everything behind the lock, and the emergency card beside it. No part of the first screen. */
import { openingSteps } from '../core/session/opening_steps';
import { kindOf } from '../records';
import { calledOf } from '../records/caseload';

export { default as EmergencySheet } from '../emergency/EmergencySheet.svelte';
export { default as Frame } from './Frame.svelte';

/** What the core is told of the kinds, none of which it knows. */
export const opening = openingSteps({ knows: (kind) => kindOf(kind) !== undefined, called: calledOf });
