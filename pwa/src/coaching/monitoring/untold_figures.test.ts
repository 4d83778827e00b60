import vectors from '@vectors/untold_figures.json';
import { expect, test } from 'vitest';
import type { FieldValues } from '../../core/types';
import { untoldFigures } from './untold_figures';

test.each(vectors.cases)('$about', ({ monitoring, untold }) => {
  expect(untoldFigures(monitoring as FieldValues)).toEqual(untold);
});
