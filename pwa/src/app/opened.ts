/** Everything behind the lock: the places, the forms, the kinds. No part of the first screen. */
import type { KnownKinds } from '../core/store/casebook';
import { kindOf } from '../records';
import { calledOf } from '../records/caseload';

export { default as Frame } from './Frame.svelte';

export const kinds: KnownKinds = { knows: (kind) => kindOf(kind) !== undefined, called: calledOf };
