"""The records of one case on one day, as its tasks look at them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from api.records.rule import Read, Reading, Where
from api.records.task import DeclaredTask, TaskAnswer, TaskConditions


class TaskKind(Protocol):
    """What of a kind's declaration is looked at."""

    day: str | None
    contact: bool
    missed: Where | None
    opens_case: bool
    tasks: tuple[DeclaredTask, ...]


class TaskRecord(NamedTuple):
    """A living record of a case. `values`: as JSON; `written`: the day on which it was written down where its unit
    lies, of what may say no day of its own."""

    id: str
    kind: str
    values: Mapping[str, Any]
    written: str = ""


def record_day(kinds: Mapping[str, TaskKind], one: TaskRecord) -> str:
    """The day it is about, as its kind declares; where none is given, the day it was written down."""
    kind = kinds.get(one.kind)
    told = one.values.get(kind.day) if kind and kind.day else None
    return str(told) if told else one.written


@dataclass(frozen=True)
class TaskCase:
    """Records of one case on one day. `records`: without what was erased or taken back."""

    kinds: Mapping[str, TaskKind]
    records: Sequence[TaskRecord]
    today: date

    @cached_property
    def days(self) -> dict[str, str]:
        """{record: its day}."""
        return {one.id: record_day(self.kinds, one) for one in self.records}

    @cached_property
    def newest(self) -> list[TaskRecord]:
        """The newest first, so that what has long been done is soon found."""
        return sorted(self.records, key=self.place, reverse=True)

    @cached_property
    def by_kind(self) -> dict[str, list[Read]]:
        """As they were written, for conditions."""
        found: dict[str, list[Read]] = {}
        for one in sorted(self.records, key=lambda one: one.id):
            found.setdefault(one.kind, []).append(one.values.get)
        return found

    @cached_property
    def head(self) -> Mapping[str, Any]:
        """The record that opened the case; nothing where none did."""
        opening = {name for name, kind in self.kinds.items() if kind.opens_case}
        return next((one.values for one in self.records if one.kind in opening), {})

    def place(self, one: TaskRecord) -> tuple[str, str]:
        """Where it stands in the case."""
        return self.days[one.id], one.id

    def holds(self, conditions: TaskConditions, one: TaskRecord) -> bool:
        """All of them, of this record."""
        read = Reading(one.values.get, None, self.head.get, self.today, self.by_kind)
        return all(condition.holds(read) for condition in conditions)

    def meets(self, answer: TaskAnswer, other: TaskRecord, one: TaskRecord, due: str | None) -> bool:
        """Whether this other record is such an answer to that one."""
        kind = self.kinds.get(other.kind)
        if answer.kind not in ("", other.kind) or (answer.contact and not (kind and kind.contact)):
            return False
        if answer.met and kind and kind.missed and kind.missed.fits(other.values.get(kind.missed.field)):
            return False
        if other.id == one.id or (answer.names and other.values.get(answer.names) != one.id):
            return False
        since = {"": "", "record": self.days[one.id], "due": due or ""}[answer.since]
        if self.days[other.id] < since or (answer.later and self.place(other) <= self.place(one)):
            return False
        return self.holds(answer.when, other)
