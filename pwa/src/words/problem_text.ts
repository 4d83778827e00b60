import type { Problem } from '../core/types.ts';
import { words } from './index';

/** The server's own sentence; where something between the phone and the server answered, there is none. */
export const problemText = ({ detail, title }: Problem): string => detail || title || words.faults.noSentence;
