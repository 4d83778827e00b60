/** A training that an office held for areas: a training's own fields, for where, and from which offices people came. Pure. */
import { count, line } from '../../coaching/field_makers';
import { kind as training } from '../../coaching/training';
import { dayRange, number } from '../../words/format';
import { withAreas } from './paper_form';
import { type AreaPaper, type AreaPaperSort, officeLevel } from './told_papers';
import { trainingWords as w, words } from './words.id';

export interface AreaTraining extends AreaPaper {
  readonly title: string;
  readonly sort: string;
  readonly offices: readonly { readonly people: number }[];
  readonly agents: number | null;
}

const OFFICES = 200;
const ORGANISERS = { country: 'plrkm', province: 'bnnp', district: 'bnnk' };
const OWN = training.fields.filter(({ name }) => name !== 'institution').map((one) => ({ ...one, immutable: false }));
const CAME = [
  count('agents'),
  {
    name: 'offices',
    type: 'rows',
    max: OFFICES,
    parts: [line('satker'), count('people', { required: true }), count('passed')],
  },
] as const;

export const trainingSort: AreaPaperSort<AreaTraining> = {
  path: '/v1/area-trainings',
  listed: 'trainings',
  icon: 'training',
  words: w,
  fields: (areas) =>
    withAreas(
      {
        fields: [...OWN, ...CAME],
        words: { ...training.words, fields: { ...training.words.fields, ...w.fields }, adds: w.adds },
      },
      areas,
    ),
  begun: (office, today) => ({
    sort: 'bimtek_officers',
    organiser: ORGANISERS[officeLevel(office)],
    starts_on: today,
    ends_on: today,
  }),
  title: ({ title }) => title,
  line: (one) => {
    const people = one.offices.reduce((sum, office) => sum + office.people, one.agents ?? 0);
    const days = dayRange(one.starts_on, one.ends_on);
    return [days, people > 0 && w.people(number(people))].filter(Boolean).join(' · ');
  },
  mark: (one) => (one.voided_because === null ? undefined : { tone: 'quiet', word: words.voidedShort }),
  // The newest first.
  rank: (one) =>
    `${one.voided_because === null ? 0 : 1} ${99_999_999 - Number(one.ends_on.replaceAll('-', ''))} ${one.id}`,
};
