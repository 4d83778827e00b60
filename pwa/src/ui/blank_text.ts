/** A text of which nobody sees anything counts as not given; the server reads the same file. Pure. */
import { pattern } from '@blank';

const BLANK = new RegExp(pattern);

export const isBlank = (text: string): boolean => text === '' || BLANK.test(text);
