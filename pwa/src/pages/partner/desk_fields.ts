/** What the officer is asked at a step, out of the referral's own fields. Pure. */
import type { FieldValues } from '../../core/types';
import type { FieldSet, FieldSpec } from '../../fields/field_spec';
import { text } from '../../fields/field_values';
import { sayField } from '../../fields/say_field';
import { declaredKinds } from '../../forms/declared_kinds';
import { kind } from '../../records/referral';
import { day } from '../../words/format';
import { deskLookups } from '../desk/desk_inbox';
import { words as w } from './words.id';

const ANSWER = ['appointment_on', 'appointment_time', 'appointment_place', 'requirements', 'partner_note'];
const EXAMINED = ['assessed_on', 'level', 'plan_kind', 'plan_weeks', 'plan_from'];
const CARD = ['card_no', 'card_on'];
const CARE = ['sessions_done', 'progress'];
const ENDED = ['discharged_on', 'discharge'];

const ASKED: { readonly [step: string]: readonly string[] } = {
  received: ['partner_note'],
  accepted: ANSWER,
  waitlisted: ['partner_note'],
  declined: ['status_because'],
  redirected: ['status_because'],
  assessed: [...EXAMINED, ...CARD],
  in_treatment: ['plan_kind', 'plan_weeks', 'plan_from', ...CARD],
  completed: [...CARE, ...ENDED],
  dropped_out: ['status_because', ...CARE, ...ENDED],
  transferred: ENDED,
  handed_back: ['aftercare_plan'],
};

/** What may still be said where a referral stands. */
const STANDING: { readonly [status: string]: readonly string[] } = {
  received: ['requirements', 'partner_note'],
  waitlisted: ['requirements', 'partner_note'],
  accepted: [...ANSWER, 'arrived_on', 'accompanied_by', ...CARD],
  assessed: [...ANSWER, ...EXAMINED, ...CARD, ...CARE],
  in_treatment: [...ANSWER, ...EXAMINED, ...CARD, ...CARE],
  completed: [...CARE, ...ENDED, ...CARD, 'aftercare_plan', 'partner_note'],
  dropped_out: [...CARE, ...ENDED, ...CARD, 'aftercare_plan', 'partner_note'],
  transferred: [...CARE, ...ENDED, ...CARD, 'aftercare_plan', 'partner_note'],
  handed_back: [...CARD, 'aftercare_plan', 'partner_note'],
};

/** The referral's words, with those that only an officer reads otherwise. */
export const deskSet: FieldSet = {
  fields: kind.fields,
  words: { ...kind.words, fields: { ...kind.words.fields, ...w.fields } },
};

const writable = new Set(declaredKinds['referral']?.writable_by?.['partner'] ?? []);

/** `step`: one that is taken now; undefined: what is said where it stands. */
export const askedAt = (step: string | undefined, status: string): readonly FieldSpec[] =>
  ((step ? ASKED[step] : STANDING[status]) ?? [])
    .filter((name) => writable.has(name))
    .flatMap((name) => kind.fields.find((spec) => spec.name === name) ?? [])
    .map(({ when: _when, fold: _fold, optionsFrom: _from, ...spec }) => spec);

const DAYS = ['sent_on', 'cosigned_on'];

/** A field of what the server told, in words; such a day is nobody's to choose, and a day all the same. */
export const sayAt = (told: FieldValues, name: string, today: string): string =>
  DAYS.includes(name) ? day(text(told, name), today) : sayField(deskSet, name, told[name], deskLookups(today));
