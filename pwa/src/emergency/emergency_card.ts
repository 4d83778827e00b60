/** What to do in danger, in order, and whom to call: a policy that lies in the app, so it needs neither signal nor PIN. Pure. */
import newest from '@policies/emergency_card-2027.json';

export interface EmergencyPhone {
  readonly number: string;
  readonly name: string;
  readonly about: string;
  readonly for_classes: readonly string[];
}

/** Where help is near, as the policy's file names it: `igd` an emergency ward, `puskesmas`, `ppa` for women and children. */
export interface NearPlace {
  readonly kind: string;
  readonly name: string;
  readonly number: string;
}

export interface EmergencyPolicy {
  readonly flags: { readonly [flag: string]: string };
  readonly classes: { readonly [danger: string]: string };
  readonly safety_first: string;
  readonly steps: { readonly [danger: string]: readonly string[] };
  /** Of the steps, those that whoever has no unit cannot take. */
  readonly agents_alone: readonly string[];
  readonly phones: readonly EmergencyPhone[];
  /** {start of a Kemendagri code: what is near there}. */
  readonly areas: { readonly [code: string]: readonly NearPlace[] };
}

export interface CardPart {
  readonly key: string;
  readonly title: string;
  readonly steps: readonly string[];
  /** Of her area, the nearest first. Where none is known the national numbers stand alone. */
  readonly near: readonly NearPlace[];
  readonly phones: readonly EmergencyPhone[];
}

export const emergencyPolicy: EmergencyPolicy = newest;

/** For which dangers a kind of place is the one to go to; one of another kind helps in all of them. */
const HELPS: { readonly [kind: string]: readonly string[] } = {
  igd: ['mind', 'body', 'violence'],
  puskesmas: ['mind', 'body'],
  ppa: ['violence'],
};

/**
 * A part for each class of danger that these flags name; for none of them, every part. `village`: a Kemendagri code.
 * `visitor`: it is read by somebody who is no agent.
 */
export function cardParts(
  flags: readonly string[] = [],
  village = '',
  policy: EmergencyPolicy = emergencyPolicy,
  visitor = false,
): readonly CardPart[] {
  const named = new Set(flags.flatMap((flag) => policy.flags[flag] ?? []));
  const near = nearPlaces(village, policy);
  return Object.entries(policy.classes)
    .filter(([key]) => named.size === 0 || named.has(key))
    .map(([key, title]) => ({
      key,
      title,
      steps: (policy.steps[key] ?? []).filter((step) => !visitor || !policy.agents_alone.includes(step)),
      near: near.filter(({ kind }) => HELPS[kind]?.includes(key) ?? true),
      phones: policy.phones.filter((one) => one.for_classes.length === 0 || one.for_classes.includes(key)),
    }));
}

/** Of every area that the village lies in, the smallest first: its own district before the regency, that before the province. */
function nearPlaces(village: string, { areas }: EmergencyPolicy): readonly NearPlace[] {
  const around = Object.keys(areas).filter((code) => village === code || village.startsWith(`${code}.`));
  return around.sort((one, other) => other.length - one.length).flatMap((code) => areas[code] ?? []);
}

/** Whether a flag opens the card. */
export const isDanger = (flag: string): boolean => flag in emergencyPolicy.flags;

/** What the phone dials; a comma waits before the extension. */
export const dialled = (number: string): string => `tel:${number.replace(/[^\d+,]/g, '')}`;
