// Units assessed by hand reach the same phase here as on the server.
import rubric from '@policies/phase_rubric-2027.json';
import vectors from '@vectors/phases.json';
import { describe, expect, it } from 'vitest';
import { assessPhase } from './phase_rubric.ts';

describe('a unit assessed by hand', () => {
  it.each(vectors.cases)('stands where it was put: $about', ({ about: _, quarters_of, ...told }) => {
    const { scores, ...result } = assessPhase(rubric, { ...(told.all ? vectors.all : {}), ...told.evidence });
    expect(result).toMatchObject(told.result);
    const given = Object.fromEntries(scores.map(({ key, quarters }) => [key, quarters]));
    if (quarters_of) expect(given).toMatchObject(quarters_of);
    expect(result.quarters).toBe(scores.reduce((total, one) => total + one.quarters, 0));
  });
});
