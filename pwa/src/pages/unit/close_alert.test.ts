import { expect, test } from 'vitest';
import type { OnlineApi } from '../../core/types';
import { sampleLookups } from '../../records/sample_records';
import { alertEdit, isStale, readAlert, sendAlert } from './close_alert';

const OPEN = { flags: ['suicidal'], opened_on: '2026-11-22', next_on: '2026-11-24', status: 'open', done: ['stayed'] };
const edit = (moved: object, before = OPEN) => alertEdit(before, { ...moved }, sampleLookups);

test('it is ended with what was done, and only what moved is sent', () => {
  const { set, faults, ends } = edit({ status: 'handled', done: ['stayed', 'igd'] });
  expect([...faults]).toEqual([]);
  expect(ends).toBe(true);
  expect(set).toMatchObject({ status: 'handled', done: ['stayed', 'igd'], closed_on: sampleLookups.today });
  expect(Object.keys(set)).not.toContain('flags');
});

test('what was done can be noted while it stays open', () => {
  const { set, faults, ends } = edit({ done: ['stayed', 'family_called'] });
  expect([set, [...faults], ends]).toEqual([{ done: ['stayed', 'family_called'] }, [], false]);
});

test('whoever says that it was handled says how, and a false alarm says why', () => {
  const { done: _, ...nothing } = OPEN;
  expect([...edit({ status: 'handled' }, nothing as typeof OPEN).faults.keys()]).toEqual(['done']);
  expect([...edit({ status: 'false_alarm' }).faults.keys()]).toEqual(['status_because']);
});

test('it is sent under the mark it was read with, so that a newer word stands', async () => {
  const asked: unknown[] = [];
  const problem = { type: '/problems/precondition-failed', title: '', status: 412, detail: '' };
  const api = {
    get: async () => ({ is: 'answer', body: { id: 'a', client: 'c', ...OPEN, card_read: null }, etag: '"7"' }),
    patch: async (...how: unknown[]) => {
      asked.push(how);
      return { is: 'problem', problem };
    },
  } as unknown as OnlineApi;
  const read = await readAlert(api, 'a');
  expect(read).toEqual({ is: 'answer', body: { fields: OPEN, etag: '"7"' } });
  const answer = await sendAlert(api, 'a', { status: 'handled' }, '"7"');
  expect(asked).toEqual([['/v1/alerts/a', { status: 'handled' }, '"7"']]);
  expect(answer.is === 'problem' && isStale(answer.problem)).toBe(true);
});
