"""A urine test: a support of the talk, never its judge, and never without her yes. A fact."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from api.records.agreed import Agreed, Consented
from api.records.field_types import PastDay, Refers
from api.records.record import Case, Fault, Record, RecordId, fault
from api.records.rule import Where
from api.records.rules import Required

Panel = Literal["amp", "met", "thc", "mop", "coc", "bzo", "k2", "other"]


class UrineTest(Record):
    """Read by whoever accompanies her and by no office; a partner hears of it in a referral, if she agrees."""

    kind: ClassVar = "urine_test"
    plural: ClassVar = "urine-tests"
    about: ClassVar = "What a test said of each substance. It decides nothing."
    day: ClassVar = "on"
    append_only: ClassVar = True
    immutable_fields: ClassVar = frozenset({"on"})
    required_fields: ClassVar = frozenset({"why", "results", "done_by"})
    looks_at: ClassVar = frozenset({"consent"})
    example: ClassVar = {
        "on": "2026-11-23",
        "why": "periodic",
        "results": {"met": "neg", "thc": "pos"},
        "done_by": "puskesmas",
    }
    edit: ClassVar = {"results": {"met": "neg", "thc": "invalid"}, "amended_because": "Salah baca."}
    rules: ClassVar = (
        Required(code="interview_first", fields=("after_interview",), when=(Where("why", ("start",)),)),
        Consented(code="urine_not_agreed", layer="urine", fields=("on",)),
        Agreed(code="urine_withdrawn", layer="urine", day="on"),
    )

    on: PastDay | None = None
    """The day of the test."""
    why: Literal["start", "periodic", "return", "client_asked", "partner_asked"] | None = None
    """What it was made for."""
    consent: Annotated[RecordId, Refers("consent")] | None = None
    """The consent it stands on."""
    after_interview: Annotated[RecordId, Refers("screening")] | None = None
    """The interview it supports; there is no first test without one."""
    results: dict[Panel, Literal["neg", "pos", "invalid"]] | None = None
    """By what was tested for."""
    done_by: Literal["puskesmas", "bnnk", "clinic", "self_kit"] | None = None
    """Who read it; an agent alone never does."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """Something was tested for."""
        if self.results is not None and not self.results:
            yield fault("required", "results")
