"""What a kind's rules may look at beside the record itself. The kernel fills it; nothing here knows a database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from api.policies.policy import Policy
from api.records.rule import Read

if TYPE_CHECKING:
    from api.records.record import Record


@dataclass(frozen=True)
class KnownRecord:
    """A living record of the case. `at`: when its newest change was made, by its author's clock."""

    id: str
    at: str
    record: "Record"

    @cached_property
    def given(self) -> Mapping[str, Any]:
        """Its fields as JSON says them: the rules of each further record of the case ask for them."""
        return self.record.given()

    def value(self, name: str) -> Any:
        """A field as JSON says it; None for what is not given."""
        return self.given.get(name)


class UnitPlace(NamedTuple):
    """Where a unit lies: the code of its kabupaten or kota, and the name of its kecamatan."""

    district: str
    kecamatan: str


class Receipt(NamedTuple):
    """The moment at which the server takes a change: its author's day, role and name, and what her unit gives.

    `number`: the next for papers of this letter; `place`: where the unit lies; each asked for only where it is needed.
    `case`: what the kind's rules look at. `ahead`: days by which her clock is ahead of ours. `written`: the day on
    which she wrote by her clock, where that lies before the case was here: either she began it herself without a line,
    or her clock was wrong then, whatever it says by now.
    """

    on: date
    role: str
    by: str
    case: "Case"
    number: Callable[[str], str]
    place: Callable[[], UnitPlace]
    ahead: int = 0
    written: date | None = None


CaseRecords = Mapping[str, Sequence[KnownRecord]]
"""By kind, oldest first, without what was taken back."""


class Institution(NamedTuple):
    """As the register of institutions has it at this moment. `agreed`: the unit has an agreement with it on the day of
    the judged record; None: that was not looked up."""

    active: bool
    services: frozenset[str]
    agreed: bool | None = None


class Case(NamedTuple):
    """`today`, `at`: of the change's author, by her own clock. `protocol`: what her app knows.

    `records`: those of the kinds that the judged kind `looks_at`, oldest first, without what was taken back.
    `direct`: its author hears the answer at once, so that what lacks can be asked for first; a phone may be far away.
    `institutions`: those that the judged record names, by id; without those that do not exist.
    `role`: in which the author writes.
    `published`: versions of the policy by which the kind is judged (`judged_by`) that an office published.
    """

    today: date
    at: str = ""
    protocol: int = 1
    records: Mapping[str, Sequence[KnownRecord]] = {}
    direct: bool = False
    institutions: Mapping[str, Institution] = {}
    role: str = "agent"
    published: Mapping[str, Policy] = {}

    @property
    def head(self) -> Read:
        """The record that opened the case, field by field; nothing where the kind does not look at it."""
        heads = (one for several in self.records.values() for one in several if one.record.opens_case)
        known: Mapping[str, object] = {}
        return head.value if (head := next(heads, None)) else known.get

    def of(self, kind: str) -> Sequence[KnownRecord]:
        """All of one kind."""
        return self.records.get(kind, ())
