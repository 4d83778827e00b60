"""What a task rests on, by kind and field: whoever may not know of all of it is not told of the task. Pure."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from api.records.agreed import CONSENT
from api.records.task import AgreesTo, DeclaredTask, TaskAnswer, TaskConditions
from api.records.task_case import TaskKind


class LookedAt(NamedTuple):
    """A field of records of this kind; without one, that there are any. `own`: of the record the task comes from."""

    kind: str
    field: str = ""
    own: bool = False


def looked_at(kinds: Mapping[str, TaskKind], kind: str, task: DeclaredTask) -> frozenset[LookedAt]:
    """All of it: the day, the conditions, and what would have ended it."""
    due = task.due
    own = (LookedAt(kind, name, own=True) for name in (due.day, "" if due.of_head else due.by) if name)
    head = of_head(kinds, due.by) if due.of_head else ()
    ends = (one for answer in (*task.ends, *task.due.again) for one in of_answer(kinds, answer))
    return frozenset([*own, *head, *of_conditions(kinds, kind, task.when, own=True), *ends])


def of_conditions(
    kinds: Mapping[str, TaskKind], kind: str, conditions: TaskConditions, *, own: bool
) -> Iterator[LookedAt]:
    """Of a record of this kind, and of those beside it."""
    for one in conditions:
        if isinstance(one, AgreesTo):
            named = {"partners": one.partner} if one.partner else {}
            yield from (LookedAt(CONSENT, name) for name in ("act", "on", "layers", *named))
            yield from (LookedAt(kind, name, own) for name in named.values())
        elif one.head:
            yield from of_head(kinds, one.field)
        else:
            yield LookedAt(one.of or kind, one.field, own and not one.of)


def of_head(kinds: Mapping[str, TaskKind], field: str) -> list[LookedAt]:
    """Of the record that opens a case."""
    return [LookedAt(name, field) for name, kind in kinds.items() if kind.opens_case]


def of_answer(kinds: Mapping[str, TaskKind], answer: TaskAnswer) -> Iterator[LookedAt]:
    """Of each kind that it names; of what may be of any kind nothing is told by there being none."""
    meetings = [name for name, kind in kinds.items() if answer.contact and kind.contact]
    for name in [answer.kind] if answer.kind else meetings:
        yield LookedAt(name)
        yield from of_conditions(kinds, name, answer.when, own=False)


def kinds_read(kinds: Mapping[str, TaskKind]) -> list[str]:
    """Those without whose records no tasks can be told."""
    asking = [(name, task) for name, kind in kinds.items() for task in kind.tasks]
    beside = {one.kind for name, task in asking for one in looked_at(kinds, name, task)}
    heads = {name for name, kind in kinds.items() if kind.opens_case or kind.contact}
    return sorted(beside | heads | {CONSENT, *(name for name, _ in asking)})
