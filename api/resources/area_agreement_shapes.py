"""Agreements for areas on the wire."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from api.records.blank_text import shown_text
from api.records.coaching.agreement import AgreementScope, BudgetLine
from api.records.field_types import Line, Note, Short
from api.resources.area_paper_shapes import AreaPapers, AreaPaperText, AreaPaperTold, PaperDay, SomeId


class AreaAgreementText(AreaPaperText):
    """An agreement with an institution as an office writes it down. It holds from `starts_on` to `ends_on`."""

    institution: SomeId
    """With which institution of the register. Stays."""
    number: Annotated[Line, AfterValidator(shown_text)]
    """Its number, as it stands on the paper."""
    on: PaperDay
    """The day on which it was signed."""
    scope: AgreementScope
    """What it covers."""
    budget_lines: Annotated[list[BudgetLine], Field(max_length=9, default_factory=list)]
    """What it sets aside, also for documentation and reporting. Empty: not said."""
    sop_version: Short | None = None
    """Which procedure (SOP) both follow. Null: not said."""
    contacts: Note | None = None
    """Whom to ask there: an office or a counter. Null: not said."""
    legal_basis: Line | None = None
    """What it rests on. Null: not said."""
    renews: SomeId | None = None
    """The agreement of the same office and institution whose place it takes. Null: none."""


class AreaAgreementTold(AreaAgreementText, AreaPaperTold):
    """An agreement as it stands."""

    institution_name: str
    """As the register has it."""
    asked_from: date | None
    """From which day on another is to be seen to. Null: one is there that takes its place, or it counts nowhere."""


class AreaAgreements(AreaPapers):
    """Agreements that hold or held in an area."""

    agreements: list[AreaAgreementTold]
    """The first to end first."""
