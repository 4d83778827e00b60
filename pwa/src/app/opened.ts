/** Everything behind the lock, and the emergency card beside it. No part of the first screen. */
import type { KnownKinds } from '../core/store/casebook';
import { kindOf } from '../records';
import { calledOf } from '../records/caseload';

export { default as EmergencySheet } from '../emergency/EmergencySheet.svelte';
export { default as Frame } from './Frame.svelte';

export const kinds: KnownKinds = { knows: (kind) => kindOf(kind) !== undefined, called: calledOf };
