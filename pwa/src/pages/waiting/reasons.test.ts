import { describe, expect, test } from 'vitest';
import '../../coaching/coaching_kinds';
import type { Role } from '../../core/sync/wire_types';
import type {
  Casebook,
  Change,
  OpenQuestion,
  Problem,
  RecordView,
  RefusedChange,
  SignedInAgent,
  SyncStatus,
  WaitingChange,
} from '../../core/types';
import { sampleRecord } from '../../records/sample_records';
import { words } from '../../words';
import {
  countOf,
  ENTRY_WAYS,
  type EntryReason,
  entryReason,
  entryText,
  LINE_WAYS,
  type LineReason,
  lineReason,
  lineText,
  nameOf,
  questionsFor,
  type StuckChange,
  waysOf,
} from './reasons';

const calm: SyncStatus = {
  connection: 'fine',
  running: false,
  received: 0,
  cases: { here: 0, of: 0 },
  enrolmentStatus: 'active',
  skew: 0,
};
const said = (kebab: string, status: number, more: Partial<Problem> = {}): Problem => ({
  type: `/problems/${kebab}`,
  title: 'Judul',
  status,
  detail: 'Kata server.',
  ...more,
});
const edit: Change = { id: 'c1', kind: 'visit', record: 'r1', feed: 'case', at: '', set: { note: 'b' }, was: {} };
const { was: _, ...creation } = edit;
const waits = (more: Partial<WaitingChange> = {}): WaitingChange => ({ change: edit, handed: false, ...more });
const refused = (problem: Problem, change = edit): RefusedChange => ({ change, problem, at: '' });

/** How each reason comes about: the table below must have them all. */
const LINES: { readonly [reason in LineReason]: Partial<SyncStatus> } = {
  sending: { running: true },
  open: {},
  signal: { connection: 'none' },
  portal: { connection: 'none', met: 'portal' },
  gateway: { connection: 'none', met: 'gateway' },
  nobody: { connection: 'none', met: 'nobody' },
  busy: { busySince: '2026-11-23T02:00:00Z' },
  old: { problem: said('app-too-old', 409) },
  behind: { problem: said('server-behind', 409) },
  ended: { problem: said('sign-in-needed', 401) },
  locked: { enrolmentStatus: 'locked', problem: said('not-yours', 403) },
  full: { local: 'full' },
  failed: { local: 'failed' },
  said: { problem: said('unforeseen', 500) },
};

const birth = refused(said('invalid', 422), { ...creation, id: 'c0', kind: 'client', record: 'case' });
const ENTRIES: { readonly [reason in EntryReason]: StuckChange } = {
  queued: waits(),
  stumbled: waits({ why: said('unforeseen', 500) }),
  parent: waits({ why: said('not-found', 404), change: { ...edit, feed: 'case' } }),
  held: waits({ why: said('not-allowed', 409, { reason: 'held' }) }),
  handed: waits({ why: said('not-allowed', 409, { reason: 'held' }), handed: true }),
  unknown: waits({ why: said('not-found', 404), change: { ...edit, feed: 'other', record: 'r2' } }),
  declined: refused(said('not-allowed', 409, { reason: 'declined' })),
  overtaken: refused(said('not-allowed', 409, { field: 'status', current: 'closed' })),
  invalid: refused(said('invalid', 422)),
  gone: refused(said('invalid', 422), { ...edit, feed: 'other' }),
  newer: refused(said('invalid', 422), { ...edit, kind: 'weather' }),
};

/** The case is on this phone, another is not. */
const book = {
  get: (record: string): RecordView | undefined => (record === 'case' ? ({} as RecordView) : undefined),
  refused: () => [birth],
};
const as = (role: Role): Pick<Casebook, 'me'> => ({ me: () => ({ agent: { role } }) as SignedInAgent });
const known = (kind: string): boolean => kind !== 'weather';

describe('why nothing goes', () => {
  test.each(Object.entries(LINES))('%s is found, said, and has a way out', (reason, status) => {
    const found = lineReason({ ...calm, ...status });
    expect(found).toBe(reason);
    const text = lineText(found, { ...calm, ...status }, () => 'kemarin');
    expect(text.length).toBeGreaterThan(10);
    // The verb at the thumb sends; here stands what only helps beside it, never the same button twice.
    expect(LINE_WAYS[found].length > 0).toBe(['old', 'ended', 'locked'].includes(reason));
    expect(LINE_WAYS[found]).not.toContain('again');
    for (const way of LINE_WAYS[found]) expect(words.waiting.ways[way]).toBeTruthy();
  });

  test('an app too old offers its update first', () => {
    expect(LINE_WAYS.old[0]).toBe('update');
  });
});

describe('why one change does not go', () => {
  test.each(Object.entries(ENTRIES))('%s is found, said, and has a way out', (reason, one) => {
    const found = entryReason(one, book, known);
    expect(found).toBe(reason);
    const ways = waysOf(found, one);
    if (reason === 'queued') return expect(ways).toEqual([]);
    expect(entryText(found, one).length).toBeGreaterThan(10);
    expect(ways.length).toBeGreaterThan(0);
    for (const way of ways) expect(words.waiting.ways[way]).toBeTruthy();
  });

  test('each that needs a person can be let go by her', () => {
    for (const [reason, ways] of Object.entries(ENTRY_WAYS)) if (reason !== 'queued') expect(ways).toContain('leave');
  });

  test('what would have made a record is withdrawn, not left', () => {
    const one = refused(said('invalid', 422), creation);
    expect(waysOf('invalid', one)).toEqual(['mend', 'withdraw']);
  });

  test('a no of something between, without a sentence, is said in some', () => {
    const silent = refused({ type: 'about:blank', title: '', status: 0, detail: '' });
    expect(entryText('invalid', silent)).toBe(words.faults.noSentence);
  });
});

test('the badge counts what is hers, not what the coordinator has', () => {
  const counted = {
    waiting: () => [waits(), waits({ handed: true })],
    refused: () => [birth],
    questions: () => [],
    me: as('agent').me,
  };
  expect(countOf(counted, { stuck: () => [] })).toBe(2);
  const photo = {
    sha256: 'a',
    type: 'image/webp',
    size: 1,
    feed: 'c',
    problem: { type: '', title: '', detail: '', status: 403 },
  };
  expect(countOf(counted, { stuck: () => [photo] })).toBe(3);
});

test('a question is asked of whoever may answer it', () => {
  const asked = (kind: string, field: string): OpenQuestion => {
    const record = sampleRecord(kind, {}, { questions: { [field]: [] } });
    return { record, field, now: null, asked: [] };
  };
  const questions = () => [asked('decree', 'number'), asked('assistance', 'signed_unit'), asked('visit', 'note')];
  const fields = (role: Role): string[] => questionsFor({ questions, ...as(role) }).map(({ field }) => field);
  expect([fields('district'), fields('coordinator')]).toEqual([
    ['number', 'note'],
    ['signed_unit', 'note'],
  ]);
});

test('a change is named by its case, or as it was called when that was here', () => {
  const one = { ...waits(), about: 'Mawar' };
  expect(nameOf(one, () => 'Mawar Merah')).toBe('Mawar Merah');
  expect(nameOf(one, () => undefined)).toBe('Mawar');
  expect(nameOf(waits(), () => undefined)).toBe('klien yang tidak ada di HP ini');
});
