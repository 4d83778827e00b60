import { expect, test } from 'vitest';
import { idMaker } from '../src/core/device/uuid7.ts';
import { ManualEnvironment } from './fake_server/environment.ts';

test('ids are UUIDv7 and rise within a phone, whatever its clock does', () => {
  const environment = new ManualEnvironment();
  const newId = idMaker(environment);
  const ids: string[] = [];
  for (let i = 0; i < 10_000; i += 1) {
    if (i === 5000) environment.setWall(Date.UTC(2020, 0, 1));
    if (i === 7000) environment.setWall(Date.UTC(2031, 0, 1));
    ids.push(newId());
  }
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
