/**
 * Where each province stands on a map of equal cells, and what it is called there (ISO 3166-2:ID). Laid out by us after
 * how the islands lie, since no borders come with the list of areas (D131). Pure.
 */
export interface PlacedTile {
  readonly code: string;
  readonly label: string;
  readonly column: number;
  readonly row: number;
}

/** Row by row; a dot is the sea. */
const ROWS = [
  '11AC . . . . . . . . . . .',
  '. 12SU . . . 65KU . . 71SA . . .',
  '. 13SB 14RI 21KR 61KB 64KI . 75GO . 82MU . .',
  '. . 15JA 19BB 62KT 63KS 76SR 72ST . 96PD 92PB .',
  '. 17BE 16SS . . . 73SN 74SG 81MA . 94PT 91PA',
  '. . 18LA . 31JK . . . . . . 95PE',
  '. . . 36BT 32JB 33JT 35JI 51BA 52NB 53NT . 93PS',
  '. . . . . 34YO . . . . . .',
];

export const PROVINCE_TILES: readonly PlacedTile[] = ROWS.flatMap((line, row) =>
  line
    .split(' ')
    .map((cell, column) => ({ code: cell.slice(0, 2), label: cell.slice(2), column, row }))
    .filter(({ label }) => label !== ''),
);

const ACROSS = 8;

/** Areas of which nobody wrote down where they lie: by code, line by line. */
export function tilesInOrder(codes: readonly string[]): readonly PlacedTile[] {
  return codes.toSorted().map((code, at) => ({
    code,
    label: code.slice(-2),
    column: at % ACROSS,
    row: Math.floor(at / ACROSS),
  }));
}

/** 1 to `steps`, by equal shares of the greatest; undefined where nothing is told. */
export function shadeOf(weight: number | undefined, most: number, steps: number): number | undefined {
  if (weight === undefined) return undefined;
  return most === 0 ? 1 : Math.max(1, Math.ceil((weight / most) * steps));
}
