"""A unit's coaching papers as they are read by kind, and what is worked out of them: facts, each from a day until one.
Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from api.records.coaching.trained_agents import passes_of, trained_since
from api.records.rule import Read
from api.records.rules import moved
from api.records.task_case import TaskRecord

Fields = Mapping[str, Any]


class DaySpan(NamedTuple):
    """Both days counted, as `YYYY-MM-DD`. `until` None: no end is known."""

    since: str
    until: str | None = None


class UnitFact(NamedTuple):
    """`key`: a step; `agreed`: an agreement with an institution holds, the unit's own or an office's that covers it;
    `documented`: the budget of a year has something for documentation and reporting; `agent` or `trained_agent`, of the
    person `part` with her background as `value`; `target_phase` or `reached_phase`, of a year, with the phase as
    `value`; what `training_facts` and `money_facts` find."""

    key: str
    part: str
    since: str
    until: str | None
    value: str


class UnitPapers:
    """The living papers of one unit, by kind."""

    def __init__(self, papers: Sequence[TaskRecord]) -> None:
        self.papers = sorted(papers, key=lambda one: one.id)

    def of(self, kind: str, *given: str) -> list[Fields]:
        """Their fields, in the order in which they were written down; without those that lack one of `given`, as what
        a restore brought back may."""
        found = (one.values for one in self.papers if one.kind == kind)
        return [one for one in found if all(one.get(name) for name in given)]

    def days(self, kind: str, field: str) -> list[str]:
        """All that are given."""
        return [str(one[field]) for one in self.of(kind, field)]

    def trainings(self) -> dict[str, Fields]:
        """By id."""
        return {one.id: one.values for one in self.papers if one.kind == "training"}

    def passes(self) -> dict[str, list[str]]:
        """{person: the last day of each training for agents that she passed}."""
        return passes_of(*self.attended())

    def trained(self) -> dict[str, str]:
        """{person: since when she is a trained agent}."""
        return trained_since(*self.attended())

    def attended(self) -> tuple[dict[str, Read], list[Read]]:
        """Trainings by id, and who came."""
        trainings: dict[str, Read] = {name: one.get for name, one in self.trainings().items()}
        return trainings, [one.get for one in self.of("training_attendance")]


def whole_year(number: int) -> DaySpan:
    """Its first and its last day."""
    return DaySpan(f"{number}-01-01", f"{number}-12-31")


def merged(spans: Iterator[DaySpan] | Sequence[DaySpan]) -> list[DaySpan]:
    """Those that touch are one, and each has a first day of its own, also where one ends before it begins."""
    found: list[DaySpan] = []
    for one in sorted(spans, key=lambda span: span.since):
        last = found[-1] if found else None
        if last is None or (last.until is not None and one.since > max(last.since, shifted(last.until, 1))):
            found.append(one)
        else:
            ends = (last.until, one.until)
            found[-1] = DaySpan(last.since, None if None in ends else max(end for end in ends if end))
    return found


def shifted(day: str, days: int) -> str:
    """So many days on, within the calendar: a phone may have lived in its last year."""
    return moved(date.fromisoformat(day), days)
