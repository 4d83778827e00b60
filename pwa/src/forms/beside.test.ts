import { expect, test } from 'vitest';
import type { Casebook, SaveRequest } from '../core/types';
import { caseOf } from '../records/caseload';
import { kind } from '../records/closure';
import { sampleLookups, sampleRecord } from '../records/sample_records';
import { takeBack } from './beside';
import { OpenForm } from './open_form.svelte';

test('what a new record changes beside it is saved with it', async () => {
  const head = sampleRecord('client', { alias: 'Mas Wahyu', status: 'registered' }, { id: 'case' });
  const saved: unknown[] = [];
  const book = {
    me: () => ({ agent: { role: 'agent' } }),
    drafts: { read: () => undefined, write: async () => undefined },
    get: () => head,
    caseOf: () => [head],
    save: async (name: string, { also, ...saving }: SaveRequest) => {
      saved.push([name, saving], ...(also?.('new id') ?? []));
      return 'new id';
    },
  } as unknown as Casebook;
  const session = { book, lookups: sampleLookups, caseOf: (client: string) => caseOf(book, client) };
  const form = new OpenForm(session, { kind, client: 'case' });
  form.move('reason', 'moved');
  await form.save();
  expect(saved).toEqual([
    ['closure', { feed: 'case', set: { on: '2026-11-23', reason: 'moved' }, draft: form.key, held: 'new' }],
    { kind: 'client', record: 'case', set: { status: 'closed', closed_reason: 'moved' }, seen: head.fields },
  ]);
});

test('with a closure that is taken back its case is open again, as the records in it say', async () => {
  const closure = sampleRecord('closure', { reason: 'moved' });
  const plan = sampleRecord('plan', { status: 'finished' });
  const withdrawn = sampleRecord('consent', { act: 'withdrawn', layers: ['participation'], on: '2026-11-01' });
  const undone = async (head: object, records: ReturnType<typeof sampleRecord>[]) => {
    const saved: unknown[] = [];
    const save = async (_: string, { also }: SaveRequest) => saved.push(...(also?.('') ?? []));
    const book = { save } as unknown as Casebook;
    await takeBack(book, closure, 'Dia kembali.', kind, { head: sampleRecord('client', { ...head }), records });
    return saved;
  };
  const closed = { status: 'closed', closed_reason: 'moved' };
  const opened = (status: string) => [{ kind: 'client', set: { status, closed_reason: null } }];
  expect(await undone(closed, [closure])).toMatchObject(opened('registered'));
  expect(await undone(closed, [closure, plan])).toMatchObject(opened('accompanied'));
  expect(await undone(closed, [plan, sampleRecord('aftercare', { status: 'open' })])).toMatchObject(
    opened('aftercare'),
  );
  expect(await undone(closed, [plan, withdrawn])).toMatchObject(opened('registered'));
  expect(await undone(closed, [closure, sampleRecord('closure', { reason: 'finished' })])).toEqual([]);
  expect(await undone({ status: 'accompanied' }, [closure])).toEqual([]);
  expect(await undone({ ...closed, closed_reason: 'same_person' }, [closure])).toEqual([]);
});
