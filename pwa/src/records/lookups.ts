/** The names behind ids, from the reference that lies on this phone. Pure. */
import type { Reference, SignedInAgent } from '../core/types';
import type { Lookups } from '../fields/field_spec';
import { words } from '../words';
import { dayOf, within } from '../words/format';
import { words as referral } from './referral/words.id';
import { saidOfItself } from './said_of_itself';

export function lookupsOf(me: SignedInAgent, reference: Reference | undefined, now: Date): Lookups {
  const timezone = me.unit?.timezone ?? 'Asia/Jakarta';
  const agents = new Map((reference?.agents ?? []).map((agent) => [agent.id, agent.name]));
  const villages = (reference?.villages ?? []).map(({ code, name, kecamatan }) => ({
    value: code,
    label: name,
    line: kecamatan,
  }));
  const today = dayOf(now, timezone);
  const partners = (reference?.partners ?? []).map(
    ({ id, name, village, services, requirements, agreed_until, profile }) => ({
      value: id,
      label: name,
      services,
      requirements: requirements ?? [],
      agreedUntil: agreed_until,
      line: [
        villageName(reference, village),
        services.map(serviceName).join(', '),
        ...saidOfItself(profile ?? {}, today),
      ]
        .filter(Boolean)
        .join(' · '),
    }),
  );
  const units = (reference?.units ?? [])
    .filter(({ id }) => id !== me.unit?.id)
    .map(({ id, name }) => ({ value: id, label: name }));
  const label = (choices: readonly { value: string; label: string }[]) => {
    const names = new Map(choices.map((choice) => [choice.value, choice.label]));
    return (value: string) => names.get(value) ?? value;
  };
  return {
    today,
    timezone,
    me: me.agent.id,
    agent: (id) => (id === me.agent.id ? words.people.you : (agents.get(id) ?? words.people.colleague)),
    partner: (id) => partners.find((partner) => partner.value === id)?.label ?? words.people.partner,
    village: label(villages),
    unit: (id) => reference?.units.find((unit) => unit.id === id)?.name ?? words.people.otherUnit,
    partners,
    villages,
    units,
    rubrics: reference?.rubrics,
    studies: reference?.studies,
  };
}

const villageName = (reference: Reference | undefined, code: string | null): string =>
  reference?.villages.find((village) => village.code === code)?.name ?? '';

/** As a referral calls it. */
const serviceName = (service: string): string => within(referral.options.service[service as 'detox'] ?? service);
