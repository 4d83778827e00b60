/** What units' papers ask of their officer, by the month in which it stands. */
import type { ApiAnswer, OnlineApi } from '../../core/types';

export interface UnitTask {
  readonly unit: string;
  readonly record: string;
  readonly code: string;
  readonly sentence: string;
  /** Null: as soon as it fits. */
  readonly on: string | null;
  readonly late: boolean;
}

interface TaskPage {
  readonly items: readonly (Omit<UnitTask, 'unit'> & { readonly unit: string | null })[];
  readonly next: string | null;
  readonly more: boolean;
}

const PAGE = 200;

/** Of all her units; what waits from a client's case stands at the desk. */
export async function readTasks(api: OnlineApi): Promise<ApiAnswer<readonly UnitTask[]>> {
  const found: UnitTask[] = [];
  for (let cursor = ''; ; ) {
    const came = await api.get<TaskPage>(`/v1/tasks?limit=${PAGE}${cursor}`);
    if (came.is !== 'answer') return came;
    for (const one of came.body.items) if (one.unit) found.push({ ...one, unit: one.unit });
    if (!came.body.more || !came.body.next) return { ...came, body: found };
    cursor = `&cursor=${encodeURIComponent(came.body.next)}`;
  }
}

/** The nearest first; what has no day is to be done now. */
export function tasksByMonth(
  tasks: readonly UnitTask[],
  today: string,
): readonly (readonly [month: string, tasks: readonly UnitTask[]])[] {
  const months = new Map<string, UnitTask[]>();
  const dayOf = ({ on }: UnitTask): string => on ?? today;
  for (const one of tasks.toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)))) {
    const month = dayOf(one).slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), one]);
  }
  return [...months];
}
