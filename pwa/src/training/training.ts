/** The unit that is practised with: made up, and made anew each time. Loaded when somebody practises. */
import { browserEnvironment, type Environment } from '../core/device/environment';
import { idMaker } from '../core/device/uuid7';
import { openTraining, type TrainingRecord, type TrainingSession } from '../core/session/training_session';
import type { FieldValues, Json } from '../core/types';
import { kindOf } from '../records';
import { calledOf } from '../records/caseload';
import { newCode } from '../records/client/client_code';
import { spoken } from '../words';
import { addDays, dayOf } from '../words/format';
import id from './unit.id.json';

const text = spoken(import.meta.glob<typeof id>('./unit.*.json', { eager: true, import: 'default' }), './unit') ?? id;

const TIMEZONE = 'Asia/Jakarta';
const VILLAGE = '00.00.00.0000';

export function beginTraining(environment: Environment = browserEnvironment): Promise<TrainingSession> {
  const newId = idMaker(environment);
  const [unit, me, colleague] = [newId(), newId(), newId()];
  const today = dayOf(new Date(environment.clock()), TIMEZONE);
  const records = text.clients.flatMap(({ fields, records }): TrainingRecord[] => {
    const feed = newId();
    const head = { kind: 'client', record: feed, feed, body: { code: newCode(), ...fields }, by: colleague };
    return [
      head,
      ...records.map((one) => ({
        kind: one.kind,
        record: newId(),
        feed,
        body: dated(one.fields, today),
        by: colleague,
      })),
    ];
  });
  const agents = [
    { id: me, name: text.me, role: 'agent' as const, unit },
    { id: colleague, name: text.colleague, role: 'agent' as const, unit },
  ];
  return openTraining(
    environment,
    { knows: (kind) => kindOf(kind) !== undefined, called: calledOf },
    {
      me: {
        enrolment: newId(),
        agent: { id: me, name: text.me, role: 'agent' },
        unit: { id: unit, name: text.unit, timezone: TIMEZONE },
        fingerprint: '0000',
      },
      reference: {
        hash: 'latihan',
        unit: { id: unit, name: text.unit, timezone: TIMEZONE, village: VILLAGE, kabupaten: null },
        agents,
        units: [{ id: unit, name: text.unit }],
        partners: [
          {
            id: newId(),
            name: text.partner,
            kind: 'puskesmas',
            village: VILLAGE,
            services: ['assessment', 'outpatient'],
          },
        ],
        villages: [{ code: VILLAGE, name: text.village, kecamatan: '' }],
      },
      records,
    },
  );
}

/** `@-5` is five days ago. */
const dated = (fields: object, today: string): FieldValues =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, Json]) => [
      name,
      typeof value === 'string' && value.startsWith('@') ? addDays(today, Number(value.slice(1))) : value,
    ]),
  );
