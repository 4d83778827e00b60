"""What a paper is made from: living records of one unit, whatever their kinds."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from api.changes.record_shape import is_whole
from api.records.task_case import TaskRecord

Values = Mapping[str, Any]


class PaperRecords(NamedTuple):
    """Of a unit's coaching papers, without what was erased or taken back."""

    records: Sequence[TaskRecord]

    def of(self, kind: str) -> list[Values]:
        """In the order in which they were written."""
        found = (one for one in self.records if one.kind == kind and is_whole(kind, one.values))
        return [one.values for one in sorted(found, key=lambda one: one.id)]

    def called(self, kind: str, record: str | None) -> Values | None:
        """The one with this id; None: there is none."""
        found = (one.values for one in self.records if one.kind == kind and one.id == record)
        return next((one for one in found if is_whole(kind, one)), None)

    def of_year(self, kind: str, year: int) -> Values | None:
        """The newest of a year."""
        return next((one for one in reversed(self.of(kind)) if one.get("year") == year), None)

    def at(self, year: int, when: str) -> Values | None:
        """The monitoring of this moment of a year."""
        return next((one for one in self.of("monitoring") if (one.get("year"), one.get("when")) == (year, when)), None)


def shown(values: Values | None, *names: str) -> dict[str, Any]:
    """These fields, as far as they are given."""
    return {name: values[name] for name in names if values and values.get(name) is not None}
