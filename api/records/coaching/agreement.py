"""An agreement with an institution (*PKS*, *MoU*) in a unit's papers. One that several units share stands in each of
them; one that an office signs for an area stands by itself (`api/changes/area_papers.py`)."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field

from api import policies
from api.ids import UUID7, demo_id
from api.records.blank_text import shown_text
from api.records.blobs import Pages
from api.records.coaching.funding import FundingLine
from api.records.coaching.shared_fields import OFFICER, Rupiah
from api.records.field_types import Line, LongDay, Note, PartnerId, PastDay, Refers, Short
from api.records.once import Once
from api.records.record import Case, Fault, Record, RecordId, fault
from api.records.rules import InOrder
from api.records.task import DeclaredTask, TaskAnswer, TaskDay
from api.shapes import ClosedShape

AgreementScope = Annotated[
    list[
        Literal[
            "assessment", "outpatient", "inpatient", "aftercare", "vocational", "legal", "social_aid", "data_exchange",
        ]
    ],
    Field(min_length=1, max_length=8),
]  # fmt: skip


class BudgetLine(ClosedShape):
    """What the agreement sets aside for one purpose."""

    model_config = ConfigDict(frozen=True)

    what: Annotated[Line, AfterValidator(shown_text)]
    """For what, in a line."""
    line: FundingLine | None = None
    """Of which sort; `documentation_reporting`: papers and reports. Null: not said."""
    amount: Rupiah | None = None
    """Rupiah a year. Null: it is named, and no sum agreed."""


def ending(role: str) -> DeclaredTask:
    """It runs out: another is asked for in time, which names it."""
    return DeclaredTask(
        code="agreement_ends",
        due=TaskDay(day="ends_on", plus=-policies.supervision().agreement_days, waits=True),
        opens="agreement" if role in OFFICER else "",
        ends=(TaskAnswer(kind="agreement", names="renews"),),
        asked_of=role,
    )


class Agreement(Record):
    """While it holds, clients of the unit are referred there without saying why."""

    kind: ClassVar = "agreement"
    plural: ClassVar = "agreements"
    about: ClassVar = "An agreement with an institution: its number, how long it holds, and what it covers."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    agrees_with: ClassVar = ("institution", "starts_on", "ends_on")
    day: ClassVar = "on"
    immutable_fields: ClassVar = frozenset({"institution", "on"})
    required_fields: ClassVar = frozenset({"number", "starts_on", "ends_on", "scope"})
    looks_at: ClassVar = frozenset({"agreement"})
    readable_by: ClassVar = {
        "village": frozenset(
            {"institution", "number", "on", "starts_on", "ends_on", "scope", "renews", "voided_because"}
        )
    }
    rules: ClassVar = (
        Once(code="agreement_twice", of="agreement", fields=("institution", "number")),
        InOrder(code="agreement_ends_before", first="starts_on", then="ends_on"),
    )
    tasks: ClassVar = (ending("district"), ending("coordinator"))
    example: ClassVar = {
        "institution": demo_id("partner 2"),
        "number": "PKS/07/IV/2026/BNNK",
        "on": "2026-04-20",
        "starts_on": "2026-05-01",
        "ends_on": "2029-04-30",
        "scope": ["assessment", "outpatient", "aftercare"],
        "budget_lines": [
            {"what": "Pencatatan dan laporan bulanan", "line": "documentation_reporting", "amount": 4000000},
            {"what": "Antar jemput klien", "line": "transport"},
        ],
        "sop_version": "SOP 2026-1",
        "contacts": "Loket rehabilitasi, jam kerja.",
        "legal_basis": "Perka BNN 6/2022",
    }
    edit: ClassVar = {"ends_on": "2030-04-30"}

    institution: PartnerId | None = None
    """With which institution."""
    number: Line | None = None
    """Its number, as it stands on the paper."""
    on: PastDay | None = None
    """The day on which it was signed."""
    starts_on: LongDay | None = None
    """From when it holds."""
    ends_on: LongDay | None = None
    """Until when it holds."""
    scope: AgreementScope | None = None
    """What it covers."""
    budget_lines: Annotated[list[BudgetLine], Field(min_length=1, max_length=9)] | None = None
    """What it sets aside, also for documentation and reporting."""
    sop_version: Short | None = None
    """Which procedure (SOP) both follow."""
    sop: Pages | None = None
    """The pages of that procedure, photographed."""
    contacts: Note | None = None
    """Whom to ask there: an office or a counter."""
    legal_basis: Line | None = None
    """What it rests on."""
    renews: Annotated[RecordId, Refers("agreement")] | None = None
    """The agreement whose place it takes."""
    series: UUID7 | None = None
    """The same in every unit that it covers, so that it counts once."""
    note: Note | None = None
    """What else should be known of it."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """With an institution of the register."""
        if before is None and self.institution not in case.institutions:
            yield fault("institution_unknown", "institution")
