/** What to do in danger, in order, and whom to call: a policy that lies in the app, so it needs neither signal nor PIN. Pure. */
import newest from '@policies/emergency_card-2027.json';

export interface EmergencyPhone {
  readonly number: string;
  readonly name: string;
  readonly about: string;
  readonly for_classes: readonly string[];
}

export interface EmergencyPolicy {
  readonly flags: { readonly [flag: string]: string };
  readonly classes: { readonly [danger: string]: string };
  readonly safety_first: string;
  readonly steps: { readonly [danger: string]: readonly string[] };
  readonly phones: readonly EmergencyPhone[];
  /** {start of a Kemendagri code: the numbers of that area}. */
  readonly areas: { readonly [code: string]: readonly EmergencyPhone[] };
}

export interface CardPart {
  readonly key: string;
  readonly title: string;
  readonly steps: readonly string[];
  readonly phones: readonly EmergencyPhone[];
}

export const emergencyPolicy: EmergencyPolicy = newest;

/** A part for each class of danger that these flags name; for none of them, every part. */
export function cardParts(
  flags: readonly string[] = [],
  village = '',
  policy: EmergencyPolicy = emergencyPolicy,
): readonly CardPart[] {
  const named = new Set(flags.flatMap((flag) => policy.flags[flag] ?? []));
  const near = Object.entries(policy.areas).flatMap(([code, phones]) => (village.startsWith(code) ? phones : []));
  return Object.entries(policy.classes)
    .filter(([key]) => named.size === 0 || named.has(key))
    .map(([key, title]) => ({
      key,
      title,
      steps: policy.steps[key] ?? [],
      phones: [...near, ...policy.phones].filter(
        (one) => one.for_classes.length === 0 || one.for_classes.includes(key),
      ),
    }));
}

/** Whether a flag opens the card. */
export const isDanger = (flag: string): boolean => flag in emergencyPolicy.flags;

/** What the phone dials; a comma waits before the extension. */
export const dialled = (number: string): string => `tel:${number.replace(/[^\d+,]/g, '')}`;
