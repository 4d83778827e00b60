/** What whoever leads a village is told of the units there. */
interface SheetNumber {
  readonly kind: 'told' | 'few' | 'hidden';
  readonly count: number | null;
}

export interface SheetLineTold {
  readonly key: string;
  readonly whole: SheetNumber;
  readonly parts: { readonly [part: string]: SheetNumber };
}

export interface VillageUnit {
  readonly unit: string;
  readonly name: string;
  readonly decreed: boolean;
  readonly decree_until: string | null;
  /** null: whoever leads the unit has not confirmed the month, which hands it over. */
  readonly sheet: VillageSheet | null;
}

export interface VillageSheet {
  readonly least: number;
  readonly confirmed_on: string;
  readonly corrected: boolean;
  readonly lines: readonly SheetLineTold[];
}

const MONTHS = 12;

/** Those of the last year that are over, the newest first. */
export function monthsOver(today: string): readonly string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) => {
    const at = year * MONTHS + (month - 1) - 1 - back;
    return `${Math.floor(at / MONTHS)}-${String((at % MONTHS) + 1).padStart(2, '0')}`;
  });
}
