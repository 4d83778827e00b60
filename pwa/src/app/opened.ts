/** Everything behind the lock, and the emergency card beside it. No part of the first screen. */
import { untilLoaded } from '../core/device/late_parts';
import { openingSteps } from '../core/session/opening_steps';
import { declaredKinds } from '../forms/declared_kinds';
import { kindOf } from '../records';
import { calledOf } from '../records/caseload';
import { withdrawnLayers } from '../records/consent/consent_status';

export { default as EmergencySheet } from '../emergency/EmergencySheet.svelte';
export { default as Frame } from './Frame.svelte';

/** What the core is told of the kinds, none of which it knows. */
const steps = openingSteps({
  knows: (kind) => kindOf(kind) !== undefined,
  called: calledOf,
  keepsBlob: (kind, field, records) => {
    const layer = declaredKinds[kind]?.fields[field]?.layer;
    return layer === undefined || !withdrawnLayers(records).has(layer);
  },
});

const SUPERVISES: readonly string[] = ['coordinator', 'district'];

/** Whoever supervises needs its kinds before her book is opened. */
export const opening: typeof steps = {
  ...steps,
  open: async (platform, keys, mark) => {
    if (SUPERVISES.includes(keys.table.me?.agent.role ?? ''))
      await untilLoaded(() => import('../coaching/coaching_kinds'));
    return steps.open(platform, keys, mark);
  },
};
