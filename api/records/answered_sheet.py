"""What every kind has whose records hold one sheet of an instrument without topics: answers, and verified scores."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, StringConstraints

from api import instruments
from api.records.agreed import Agreed, Consented
from api.records.field_types import PastDay, Short
from api.records.record import Case, Fault, Record, fault
from api.records.vocabulary import CHILDREN, AgeBand
from api.shapes import ClosedShape

Decimals = Annotated[str, StringConstraints(pattern=r"^-?\d{1,6}(\.\d{1,4})?$")]


class DomainResult(ClosedShape):
    """One group of questions. A decimal is a text, so that no language rounds it."""

    model_config = ConfigDict(frozen=True)

    score: Decimals
    """On the instrument's own axis."""
    percent: Decimals | None = None
    """From 0 to 100, where the instrument says so."""
    band: Short | None = None
    """What the score stands for, where the instrument says so."""


class AnsweredSheet(Record):
    """What the phone scored at once, the server scores again: what differs is refused."""

    day: ClassVar = "on"
    append_only: ClassVar = True
    immutable_fields: ClassVar = frozenset({"instrument", "version", "on", "answers"})
    looks_at: ClassVar = frozenset({"consent"})
    rules: ClassVar = (
        Consented(code="participation_not_agreed", layer="participation", fields=("on",)),
        Agreed(code="participation_withdrawn", layer="participation", day="on"),
    )
    edit: ClassVar = {"helped": "read_out", "amended_because": "Salah tulis."}

    instrument: Short | None = None
    """Which questionnaire; those of this kind say so in their definition."""
    version: Short | None = None
    """Which version of it; the newest stands last at `/v1/instruments`."""
    on: PastDay | None = None
    """The day on which it was answered."""
    answers: dict[str, Any] | None = None
    """The sheet, by question; one that was left out is missing."""
    domains: dict[Short, DomainResult] | None = None
    """By group of questions, without those that too little was answered of."""
    age_band: AgeBand | None = None
    """As the client stood that day: a minor is not asked everything."""
    helped: Literal["alone", "read_out", "with_other"] | None = None
    """Whether she answered alone, or somebody read it out, or another person helped."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """By the definition it was given under."""
        if self.instrument is None or self.version is None or self.answers is None:
            return
        used = instruments.INSTRUMENTS.get((self.instrument, self.version))
        if used is None or used.kind != self.kind:
            yield fault("instrument_unknown", "version", "instrument")
            return
        sheet = instruments.Sheet(used, self.answers, minor=self.age_band in CHILDREN)
        wrong = sheet.faults()
        yield from (Fault((f"answers{one.pointer}",), one.code, one.detail) for one in wrong)
        if not wrong and self.domains is not None and self.told() != instruments.result_of(sheet).domains:
            yield fault("scores_wrong", "domains", "answers")

    def told(self) -> dict[str, dict[str, str]]:
        """As the engine says them."""
        return {key: one.model_dump(exclude_none=True) for key, one in (self.domains or {}).items()}
