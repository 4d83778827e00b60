/** Fields as the kinds of supervision declare them: the same few sorts, many times. Pure. */
import type { FieldSpec, FieldWords } from '../fields/field_spec';

type More = Partial<FieldSpec>;

const RUPIAH = 999_999_999_999;
const PERCENT = 100;
const MANY = 9_999;
/** As `api/records/blobs.py` has it. */
const MOST_PAGES = 8;

export const count = (name: string, more: More = {}): FieldSpec => ({ name, type: 'number', max: MANY, ...more });
export const percent = (name: string, more: More = {}): FieldSpec => count(name, { max: PERCENT, ...more });
export const rupiah = (name: string, more: More = {}): FieldSpec => count(name, { max: RUPIAH, ...more });
export const line = (name: string, more: More = {}): FieldSpec => ({ name, type: 'text', max: 120, ...more });
export const note = (name: string, more: More = {}): FieldSpec => ({ name, type: 'note', ...more });
/** Photographed pages. */
export const pages = (name: string, more: More = {}): FieldSpec => ({ name, type: 'pages', max: MOST_PAGES, ...more });
export const yes = (name: string, more: More = {}): FieldSpec => ({ name, type: 'yes', ...more });
export const day = (name: string, more: More = {}): FieldSpec => ({ name, type: 'day', ...more });
/** A day that has passed, and is not often today. */
export const past = (name: string, more: More = {}): FieldSpec => day(name, { past: true, chips: [0], ...more });
export const computed = (name: string, more: More = {}): FieldSpec => ({ name, type: 'computed', ...more });

/** Of which year it tells: this one, until somebody says otherwise. */
export const YEAR: FieldSpec = {
  name: 'year',
  type: 'year',
  max: 2100,
  required: true,
  immutable: true,
  default: ({ today }) => Number(today.slice(0, 4)),
};

/** Choices whose words are the kind's. */
export function choices(words: FieldWords): {
  readonly one: (name: string, more?: More) => FieldSpec;
  readonly many: (name: string, more?: More) => FieldSpec;
} {
  const options = (name: string): readonly string[] => Object.keys(words.options[name] ?? {});
  return {
    one: (name, more = {}) => ({ name, type: 'one', options: options(name), wrap: true, ...more }),
    many: (name, more = {}) => ({ name, type: 'many', options: options(name), wrap: true, ...more }),
  };
}

/** Another of the unit's papers, of this kind; the newest are offered first. */
export const paper = (name: string, kind: string, more: More = {}): FieldSpec => ({
  name,
  type: 'record',
  optionsFrom: (_before, _values, records) => records.filter((one) => one.kind === kind).map(({ id }) => id),
  ...more,
});
