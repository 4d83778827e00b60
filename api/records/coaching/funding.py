"""A unit's money (*anggaran*), line by line: what was planned, and what was spent."""

from typing import ClassVar, Literal

from api.records.blobs import Pages
from api.records.coaching.shared_fields import OFFICER, Rupiah, Year
from api.records.field_types import Note, PastDay
from api.records.record import Record
from api.records.rule import Where
from api.records.rules import OneOf

FundingLine = Literal[
    "operation", "training", "visits", "transport", "material", "documentation_reporting", "vocational", "honorarium",
    "other",
]  # fmt: skip
FundingSource = Literal["dipa_bnn", "village_fund", "apbd", "csr", "self", "ipwl_claim"]


class Funding(Record):
    """One line of a year's budget."""

    kind: ClassVar = "funding"
    plural: ClassVar = "fundings"
    about: ClassVar = "A line of a unit's budget: from where, for what, planned and spent."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    immutable_fields: ClassVar = frozenset({"year"})
    required_fields: ClassVar = frozenset({"source", "line"})
    readable_by: ClassVar = {
        "village": frozenset({"year", "source", "line", "planned", "spent", "on", "voided_because"})
    }
    rules: ClassVar = (OneOf(code="amount_needed", fields=("planned", "spent"), when=(Where("line"),)),)
    example: ClassVar = {
        "year": 2026,
        "source": "village_fund",
        "line": "documentation_reporting",
        "planned": 3000000,
        "spent": 1200000,
    }
    edit: ClassVar = {"spent": 1500000}

    year: Year | None = None
    """Which year."""
    source: FundingSource | None = None
    """From where."""
    line: FundingLine | None = None
    """For what."""
    planned: Rupiah | None = None
    """Planned, in rupiah."""
    spent: Rupiah | None = None
    """Spent so far, in rupiah."""
    on: PastDay | None = None
    """The day on which it was last counted."""
    proof: Pages | None = None
    """Receipts or a report of what was spent, photographed."""
    note: Note | None = None
    """What else should be known of it."""
