/** The promise read out before a yes: replaceable text with a version of its own, kept with every yes it led to. */
import { spoken } from '../../words';
import id from './promise.id.json';

type PromiseText = typeof id;

/** `promise.id.json`, `promise.en.json`: as words, a language is one file more. */
const files = import.meta.glob<PromiseText>('./promise.*.json', { eager: true, import: 'default' });

export const promise: PromiseText = spoken(files, './promise') ?? id;
