/** Who of a unit is a trained agent, and since when: `api/records/coaching/trained_agents.py` in TypeScript; both read
 * `tests/vectors/trained_agents.json`. Pure. */
import { agent_trainings as sorts } from '@policies/supervision-2027.json';
import type { Id, RecordView } from '../core/types';
import { text } from '../fields/field_values';

export const trainsAgents = ({ kind, fields }: RecordView): boolean =>
  kind === 'training' && sorts.includes(text(fields, 'sort'));

/** {person: the last day of the first training for agents that she passed}. Who came for an office is no agent. */
export function trainedSince(records: readonly RecordView[]): ReadonlyMap<Id, string> {
  const days = new Map(records.filter(trainsAgents).map(({ id, fields }) => [id, text(fields, 'ends_on')]));
  const found = new Map<Id, string>();
  for (const { kind, fields } of records) {
    if (kind !== 'training_attendance' || fields['passed'] !== true) continue;
    const [person, day] = [text(fields, 'person'), days.get(text(fields, 'training'))];
    const first = found.get(person);
    if (person && day && !(first && first <= day)) found.set(person, day);
  }
  return found;
}

/** How many by that day. */
export const trainedBy = (records: readonly RecordView[], day: string): number =>
  [...trainedSince(records).values()].filter((since) => since <= day).length;
