import kinds from '@kinds';
import { expect, test } from 'vitest';
import { words } from '../words.id';
import { byKind, RIGHTS } from './own_data';

test('records stand by their kinds, each with its days', () => {
  const records = [
    { kind: 'visit', on: '2026-11-20' },
    { kind: 'consent', on: '2026-11-18' },
    { kind: 'visit', on: '2026-11-10' },
  ];
  expect(byKind(records)).toEqual([
    { kind: 'visit', days: ['2026-11-20', '2026-11-10'] },
    { kind: 'consent', days: ['2026-11-18'] },
  ]);
});

test('every kind that lies in a case has a word for the client, and so has every right', () => {
  const named: { readonly [kind: string]: string } = words.own.kinds;
  const all: { readonly [kind: string]: object } = kinds.kinds;
  const ofCases = Object.keys(all).filter((kind) => !('feed' in (all[kind] ?? {})));
  expect(ofCases.filter((kind) => !named[kind])).toEqual([]);
  expect(RIGHTS.filter((right) => !words.own.rights[right] || !words.own.rightLines[right])).toEqual([]);
});
