"""What is to be done next in a case, out of what its kinds declare: records and a day in, tasks out, the gravest first.

`pwa/src/records/tasks.ts` is the same in TypeScript; both read `tests/vectors/tasks.json`. Pure.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from api.records.agreed import CONSENT, withdrawn_on
from api.records.rules import moved
from api.records.task import RANKS, DeclaredTask, TaskDay
from api.records.task_case import TaskCase, TaskKind, TaskRecord
from api.records.task_days import shifted

CLOSED = ("status", "closed")


class DueTask(NamedTuple):
    """`on`: the day it stands under, None: as soon as it fits; `since`: the day it fell due, where one is known."""

    task: DeclaredTask
    record: TaskRecord
    on: str | None
    since: str | None

    def is_late(self, today: date) -> bool:
        """It should have been done before today."""
        return self.since is not None and self.since < str(today)


def tasks_of(
    kinds: Mapping[str, TaskKind], records: Sequence[TaskRecord], today: date, roles: Collection[str] = ("agent",)
) -> list[DueTask]:
    """All that is asked of these roles in the case of these living records; of one record the same once, the first."""
    case = TaskCase(kinds, records, today)
    every = [one for record in reversed(case.newest) for one in asked(case, record) if one.task.asked_of in roles]
    codes = {one.task.code for one in every}
    every = [one for one in every if codes.isdisjoint(one.task.yields_to)]
    once: dict[tuple[str, str], DueTask] = {}
    for one in sorted([one for one in every if one.task.rank != "idle"] or every, key=order):
        once.setdefault((one.record.id, one.task.code), one)
    return list(once.values())


def order(one: DueTask) -> tuple[int, bool, str, bool]:
    """The gravest first, then by days; of one day what is asked for every day first, then as
    the records stand."""
    return RANKS.index(one.task.rank), one.on is None, one.on or "", not one.task.due.today


def is_asked(case: TaskCase, task: DeclaredTask) -> bool:
    """A closed case asks for nothing, nor what she withholds; a danger whatever else holds."""
    if task.rank == "danger":
        return True
    closed = case.head.get(CLOSED[0]) == CLOSED[1] and not task.after_close
    return not closed and all(withdrawn_on(case.by_kind.get(CONSENT, ()), one) is None for one in task.layers)


def found(case: TaskCase, task: DeclaredTask, one: TaskRecord) -> DueTask | None:
    """The task, where this record asks for it today."""
    if not case.holds(task.when, one):
        return None
    due, day = task.due, due_day(case, task.due, one)
    if (day is None and due.day and not due.today) or not is_time(due, day, case.today):
        return None
    if any(case.meets(answer, other, one, day) for other in case.newest for answer in task.ends):
        return None
    return DueTask(task, one, str(case.today) if due.today else day, day)


def due_day(case: TaskCase, due: TaskDay, one: TaskRecord) -> str | None:
    """By the calendar; None where nothing says so."""
    start = one.values.get(due.day) if due.day else None
    days = due.table.get(str((case.head if due.of_head else one.values).get(due.by))) if due.by else 0
    if not start or days is None:
        return None
    again = (case.days[other.id] for other in case.newest for answer in due.again
             if case.meets(answer, other, one, None))  # fmt: skip
    return shifted(max([str(start), *again]), days + due.plus, working=due.working)


def asked(case: TaskCase, record: TaskRecord) -> Iterator[DueTask]:
    """What one record asks for."""
    kind = case.kinds.get(record.kind)
    for task in kind.tasks if kind else ():
        if is_asked(case, task) and (due := found(case, task, record)):
            yield due


def is_time(due: TaskDay, day: str | None, today: date) -> bool:
    """It is asked for already, and still."""
    if day is None:
        return True
    lapsed = due.within is not None and moved(date.fromisoformat(day), due.within) < str(today)
    return not lapsed and not (due.waits and day > str(today))
