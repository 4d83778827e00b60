/** How far units have come, as rows of tables. What is told of units tells of no client, so nothing is hidden. Pure. */
import { lineName, type MoneyLine, saySpent, sourceName, sumOf } from '../../coaching/money_lines';
import { day, list, number, within } from '../../words/format';
import type { ValueRow } from './value_rows';
import { words as w } from './words.id';

export interface FunnelStep {
  readonly step: string;
  readonly count: number;
  readonly target: number | null;
}

/** How many there are, beside how many were to be. */
export interface CountedMeasure {
  readonly measure: string;
  readonly count: number;
  readonly target: number | null;
}

export interface FunnelPlace {
  readonly place: string;
  readonly level: string;
  readonly name: string;
  readonly units: number;
  readonly steps: readonly FunnelStep[];
  readonly besides: readonly CountedMeasure[];
  readonly trainings: readonly CountedMeasure[];
  readonly money: readonly MoneyLine[];
  readonly agents: {
    readonly active: number;
    readonly active_target: number | null;
    readonly trained: number;
    readonly trained_target: number | null;
  };
}

export interface UnitFunnel {
  readonly until: string;
  readonly counted_on: string | null;
  readonly places: readonly FunnelPlace[];
}

export interface PhasePlace {
  readonly place: string;
  readonly units: number;
  readonly target: { readonly [phase: string]: number };
  readonly reached: { readonly [phase: string]: number };
}

export interface BoardUnit {
  readonly unit: string;
  readonly name: string;
  readonly village: string;
  readonly target: string | null;
  readonly reached: string | null;
  readonly step: string | null;
  readonly decree_until: string | null;
  readonly agents: number;
}

export interface UnitPhases {
  readonly year: number;
  readonly phases: readonly string[];
  readonly places: readonly PhasePlace[];
  readonly board: readonly BoardUnit[];
}

export const stepName = (step: string): string => w.steps[step as keyof typeof w.steps] ?? step;
/** Their keys are the programme's own words. */
const phaseName = (phase: string): string => phase.charAt(0).toLocaleUpperCase('id') + phase.slice(1);

/** On an axis that ends at `most`; a target beyond it stands at its end. */
function row(key: string, name: string, count: number, target: number | null, most: number): ValueRow {
  const axis = Math.max(1, most);
  return {
    key,
    name,
    value: number(count),
    line: target === null ? undefined : w.target(number(target)),
    share: Math.min(1, count / axis),
    target: target === null ? undefined : Math.min(1, target / axis),
  };
}

const greatest = (several: readonly (number | null)[]): number => Math.max(0, ...several.map((one) => one ?? 0));

export function stepRows({ units, steps }: FunnelPlace): ValueRow[] {
  const most = Math.max(units, greatest(steps.map(({ target }) => target)));
  return steps.map(({ step, count, target }) => row(step, stepName(step), count, target, most));
}

export function besideRows({ units, besides }: FunnelPlace): ValueRow[] {
  const most = Math.max(units, greatest(besides.map(({ target }) => target)));
  return besides.map(({ measure, count, target }) =>
    row(measure, w.besides[measure as keyof typeof w.besides] ?? measure, count, target, most),
  );
}

export function agentRows({ agents }: FunnelPlace): ValueRow[] {
  const { active, active_target, trained, trained_target } = agents;
  const most = greatest([active, active_target, trained_target]);
  return [
    row('active', w.agents.active, active, active_target, most),
    row('trained', w.agents.trained, trained, trained_target, most),
  ];
}

/** They count different things, so each has an axis of its own, and a bar where there is a target. */
export const trainingRows = ({ trainings }: FunnelPlace): ValueRow[] =>
  trainings.map(({ measure, count, target }) => {
    const name = w.trainings.measures[measure as keyof typeof w.trainings.measures] ?? measure;
    const { share, ...said } = row(measure, name, count, target, greatest([count, target]));
    return target === null ? said : { ...said, share };
  });

/** Each purpose with its sources, spent of what was planned; the last row: all of it. */
export function moneyRows({ money }: FunnelPlace): ValueRow[] {
  const row = (key: string, name: string, several: readonly MoneyLine[], line?: string): ValueRow => {
    const sums = sumOf(several);
    const share = sums.planned > 0 ? { share: Math.min(1, sums.spent / sums.planned) } : {};
    return { key, name, value: saySpent(sums), line, ...share };
  };
  const rows = [...new Set(money.map(({ line }) => line))].map((line) => {
    const mine = money.filter((one) => one.line === line);
    const from = mine.map((one) =>
      mine.length > 1 ? `${sourceName(one.source)} ${saySpent(one)}` : sourceName(one.source),
    );
    return row(line, lineName(line), mine, from.join(' · '));
  });
  return money.length > 0 ? [...rows, row('all', w.money.all, money)] : [];
}

/** How many units have no budget of the year for documentation and reporting. */
export const undocumented = ({ units, besides }: FunnelPlace): number =>
  units - (besides.find(({ measure }) => measure === 'units_with_documentation')?.count ?? 0);

/** The same in words; of a regency by name. `places`: the area first, then what lies in it. */
export function undocumentedLine([own, ...inside]: readonly FunnelPlace[]): string {
  const many = own ? undocumented(own) : 0;
  if (!own || many === 0) return '';
  const named = inside.filter((one) => one.level === 'unit' && undocumented(one) > 0).map(({ name }) => name);
  const said = w.money.undocumented(number(many), number(own.units));
  return named.length > 0 ? `${said}: ${list(named)}.` : `${said}.`;
}

/** What a unit spent of what it planned; empty where nothing is written of that. */
export function spentLine(places: readonly FunnelPlace[], unit: string): string {
  const money = places.find(({ place }) => place === unit)?.money ?? [];
  return money.length > 0 ? w.money.spent(saySpent(sumOf(money))) : '';
}

/** How many reached each phase beside how many want to; the last row: those that nobody assessed for this year. */
export function phaseRows({ phases, year }: UnitPhases, { units, target, reached }: PhasePlace): ValueRow[] {
  const assessed = Object.values(reached).reduce((sum, one) => sum + one, 0);
  const rows = phases.map((phase) => row(phase, phaseName(phase), reached[phase] ?? 0, target[phase] ?? null, units));
  return [...rows, row('none', w.notAssessed(String(year)), units - assessed, null, units)];
}

/** Of one step every area inside. */
export function placeRows(
  places: readonly FunnelPlace[],
  step: string,
  said: (one: FunnelPlace) => string,
): ValueRow[] {
  const counted = places.map((one) => ({ one, at: one.steps.find((other) => other.step === step) }));
  const most = greatest(counted.flatMap(({ at }) => [at?.count ?? 0, at?.target ?? 0]));
  return counted.map(({ one, at }) => row(one.place, said(one), at?.count ?? 0, at?.target ?? null, most));
}

/** Where a unit stands, in a line. */
export function boardLine(
  { step, reached, target, decree_until, agents }: BoardUnit,
  year: number,
  today: string,
): string {
  return [
    step ? w.lastStep(stepName(step)) : w.noStep,
    reached ? w.reached(phaseName(reached)) : within(w.notAssessed(String(year))),
    target && w.wanted(phaseName(target)),
    decree_until && w.decreeUntil(day(decree_until, today)),
    w.agentsOf(number(agents)),
  ]
    .filter(Boolean)
    .join(' · ');
}
