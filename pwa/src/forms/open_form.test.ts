import { expect, test } from 'vitest';
import type { Casebook, FieldValues, Json, RecordView, RefusedChange, SaveRequest } from '../core/types';
import { kindOf } from '../records';
import { caseOf } from '../records/caseload';
import { sampleLookups, sampleRecord } from '../records/sample_records';
import type { FormRequest, FormSession } from './form_session';
import { OpenForm } from './open_form.svelte';
import type { RecordKind } from './record_kind';

/** A book that holds what it is given and remembers what was asked of it. */
class PaperBook {
  readonly saved: [string, SaveRequest][] = [];
  readonly kept = new Map<string, Json>();
  readonly records = new Map<string, RecordView>();
  me = () => ({ agent: { role: 'agent' } });
  readonly drafts = {
    keys: () => [...this.kept.keys()],
    read: (key: string) => this.kept.get(key),
    write: async (key: string, draft: Json) => void this.kept.set(key, draft),
    drop: async (key: string) => void this.kept.delete(key),
  };
  get = (id: string) => this.records.get(id);
  /** Newest first, as the real one gives them. */
  caseOf = () => [...this.records.values()].sort((one, other) => other.id.localeCompare(one.id));
  save = async (kind: string, saving: SaveRequest) => {
    this.saved.push([kind, saving]);
    return saving.record ?? 'new id';
  };
}

function kind(name: string): RecordKind {
  const found = kindOf(name);
  if (!found) throw new Error(name);
  return found;
}

const sessionOn = (book: Casebook): FormSession => ({
  book,
  lookups: sampleLookups,
  caseOf: (client) => caseOf(book, client),
});

function at(book: PaperBook, ask: Omit<FormRequest, 'kind'> & { kind: string | RecordKind }): OpenForm {
  const asked = typeof ask.kind === 'string' ? kind(ask.kind) : ask.kind;
  return new OpenForm(sessionOn(book as unknown as Casebook), { ...ask, kind: asked });
}

function withClient(): PaperBook {
  const book = new PaperBook();
  book.records.set(
    'case',
    sampleRecord('client', { code: '7Q4MK2H', alias: 'Mas Wahyu', status: 'registered' }, { id: 'case' }),
  );
  return book;
}
const stored = (book: PaperBook, kindName: string, fields: FieldValues, id: string): void => {
  book.records.set(id, sampleRecord(kindName, fields, { id }));
};

test('a visit is saved after three taps: the day and the place stand there already', async () => {
  const book = withClient();
  const form = at(book, { kind: 'visit', client: 'case' });
  form.move('condition', 'good');
  form.move('use_since', 'none');
  form.move('next_on', '2026-11-30');
  expect([await form.save(), form.untouched]).toEqual(['new id', false]);
  const set = { on: '2026-11-23', place: 'home', condition: 'good', use_since: 'none', next_on: '2026-11-30' };
  expect(book.saved).toEqual([['visit', { feed: 'case', set, draft: form.key, held: 'new' }]]);
});

test('the place of her last visit is offered again, and nothing else of it', async () => {
  const book = withClient();
  const fields = {
    place: 'post',
    condition: 'poor',
    use_since: 'more',
    red_flags: ['overdose'],
    next_on: '2026-11-24',
  };
  stored(book, 'visit', { on: '2026-11-16', place: 'phone' }, '000001');
  stored(book, 'visit', { on: '2026-11-20', ...fields, next_place: 'public', note: 'x' }, '000002');
  stored(book, 'vocational_training', { trade: 'barista', status: 'interested' }, '000003');
  const form = at(book, { kind: 'visit', client: 'case' });
  expect(form.values).toEqual({ on: '2026-11-23', place: 'post' });
  await form.save();
  expect(book.saved[0]?.[1].set).toEqual({ on: '2026-11-23', place: 'post' });
});

test('a place that was taken back, or that only a newer app knows, is not offered', () => {
  const book = withClient();
  stored(book, 'visit', { on: '2026-11-16', place: 'moon' }, '000001');
  expect(at(book, { kind: 'visit', client: 'case' }).values['place']).toBe('home');
  book.records.set(
    '000002',
    sampleRecord('visit', { on: '2026-11-20', place: 'post' }, { id: '000002', voided: true }),
  );
  expect(at(book, { kind: 'visit', client: 'case' }).values['place']).toBe('home');
});

test('every form is a draft from its first tap, and goes on where it was left', async () => {
  const book = withClient();
  at(book, { kind: 'visit', client: 'case' }).move('note', 'sedang di sawah');
  const again = at(book, { kind: 'visit', client: 'case' });
  expect(again.resumed).toBe(true);
  expect(again.values['note']).toBe('sedang di sawah');
  await again.save();
  expect(book.saved[0]?.[1].draft).toBe(again.key);
});

test('opening a form leaves no draft', () => {
  const book = withClient();
  at(book, { kind: 'visit', client: 'case' });
  expect(book.kept.size).toBe(0);
});

test('a new client opens a case of her own, with a code that was made here', async () => {
  const book = new PaperBook();
  const form = at(book, { kind: 'client' });
  form.move('alias', ' Kak Tia ');
  await form.save();
  const [, saving] = book.saved[0] ?? [];
  expect(saving?.feed).toBeUndefined();
  expect(saving?.set).toMatchObject({ alias: 'Kak Tia', status: 'registered' });
  expect(saving?.set['code']).toMatch(/^[0-9A-Z]{7}$/);
});

test('what is wrong stands next to its field, and nothing is saved', async () => {
  const book = withClient();
  const form = at(book, { kind: 'visit', client: 'case' });
  form.move('next_on', '2026-11-01');
  expect(form.faults.size).toBe(0);
  expect(await form.save()).toBeUndefined();
  expect([...form.faults.keys()]).toEqual(['next_on']);
  form.move('next_on', '2026-11-30');
  expect(form.faults.size).toBe(0);
});

test('an edit says only what moved', async () => {
  const book = withClient();
  const form = at(book, { kind: 'client', client: 'case', record: 'case' });
  form.move('occupation', 'working');
  form.move('alias', 'Mas Wahyu');
  await form.save();
  expect(book.saved[0]?.[1]).toMatchObject({ record: 'case', set: { occupation: 'working' } });
});

test('an edit that moves nothing sends nothing', async () => {
  const book = withClient();
  const form = at(book, { kind: 'client', client: 'case', record: 'case' });
  expect([await form.save(), form.untouched, book.saved]).toEqual(['case', true, []]);
});

test('a guarded field is edited alone, with what goes along with it, and the rest without it', async () => {
  const book = withClient();
  const names = (form: OpenForm) => form.specs.map((spec) => spec.name);
  expect(names(at(book, { kind: 'client', client: 'case', record: 'case' }))).not.toContain('status');
  const form = at(book, { kind: 'client', client: 'case', record: 'case', editedAlone: 'status' });
  expect(names(form)).toEqual(['status']);
  form.move('status', 'closed');
  expect(names(form)).toEqual(['status', 'closed_reason']);
  expect(await form.save()).toBeUndefined();
  form.move('closed_reason', 'finished');
  await form.save();
  expect(book.saved[0]?.[1].set).toEqual({ status: 'closed', closed_reason: 'finished' });
});

test('what is no longer asked is cleared', async () => {
  const book = withClient();
  book.records.set(
    'case',
    sampleRecord('client', { code: '7Q4MK2H', alias: 'a', status: 'closed', closed_reason: 'moved' }, { id: 'case' }),
  );
  const form = at(book, { kind: 'client', client: 'case', record: 'case', editedAlone: 'status' });
  form.move('status', 'aftercare');
  await form.save();
  expect(book.saved[0]?.[1].set).toEqual({ status: 'aftercare', closed_reason: null });
});

test('a fact is amended with a reason', async () => {
  const book = withClient();
  stored(book, 'visit', { on: '2026-11-20', place: 'home' }, 'v');
  const form = at(book, { kind: 'visit', client: 'case', record: 'v' });
  form.move('condition', 'poor');
  expect(await form.save()).toBeUndefined();
  expect([...form.faults.keys()]).toEqual(['amended_because']);
  form.move('amended_because', 'salah tekan');
  await form.save();
  expect(book.saved[0]?.[1].set).toEqual({ condition: 'poor', amended_because: 'salah tekan' });
});

test('a colleague’s newer word on a field she touched is told to her; elsewhere it is simply shown', () => {
  const book = withClient();
  const form = at(book, { kind: 'client', client: 'case', record: 'case' });
  form.move('occupation', 'working');
  book.records.set('case', sampleRecord('client', { alias: 'Mas W', occupation: 'business' }, { id: 'case' }));
  expect(form.overtaken('occupation')).toBe('business');
  expect(form.overtaken('alias')).toBeUndefined();
  expect(form.values['alias']).toBe('Mas W');
});

test('a refused change is mended as a new one alone, with the server’s word next to the field', async () => {
  const book = withClient();
  const mend: RefusedChange = {
    change: {
      id: 'c9',
      kind: 'visit',
      record: 'v9',
      feed: 'case',
      at: '',
      set: { on: '2026-11-20', next_on: '2026-11-01' },
    },
    problem: {
      type: '',
      title: 'x',
      status: 422,
      detail: 'y',
      errors: [{ pointer: '/set/next_on', detail: 'terlalu awal' }],
    },
    at: '',
  };
  const alongside = () => [{ kind: 'meeting', feed: 'case', set: {} }];
  const form = at(book, { kind: { ...kind('visit'), alongside }, client: 'case', mend });
  expect(form.faults.get('next_on')).toBe('terlalu awal');
  form.move('next_on', '2026-11-30');
  expect(form.faults.size).toBe(0);
  await form.save();
  const saving = { record: 'v9', feed: 'case', instead_of: 'c9', set: { on: '2026-11-20', next_on: '2026-11-30' } };
  expect(book.saved).toEqual([['visit', { ...saving, draft: form.key, held: 'new' }]]);
});

test('what arrived while the form was open is asked about, not overwritten', async () => {
  const book = withClient();
  const form = at(book, { kind: 'client', client: 'case', record: 'case' });
  form.move('occupation', 'working');
  book.records.set('case', sampleRecord('client', { alias: 'Mas W', occupation: 'business' }, { id: 'case' }));
  await form.save();
  expect(book.saved[0]?.[1].seen).toMatchObject({ alias: 'Mas W', occupation: null });
});

test('a fact that was amended before is amended with a reason of its own', async () => {
  const book = withClient();
  stored(book, 'visit', { on: '2026-11-20', place: 'home', amended_because: 'dulu' }, 'v');
  const form = at(book, { kind: 'visit', client: 'case', record: 'v' });
  expect(form.reason).toBe('');
  form.move('condition', 'poor');
  expect(await form.save()).toBeUndefined();
  form.move('amended_because', 'dulu');
  await form.save();
  expect(book.saved[0]?.[1].set).toEqual({ condition: 'poor', amended_because: 'dulu' });
});
