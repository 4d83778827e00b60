"""The end of an accompaniment: why, how she is, and what is still open. A fact; taken back, the case is open again."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from api.records.closing import closing_faults, stage_of
from api.records.field_types import Line, Note, PastDay, Refers
from api.records.record import Case, Fault, Record, RecordId
from api.records.rule import Where
from api.records.rules import Forbidden, OneOf, Required

FINISHED = Where("reason", ("finished",))
SURVIVED = Where("reason", ("died",), but=True)


class Closure(Record):
    """Refused while a danger is open, and a finished one without its outcome after the aftercare."""

    kind: ClassVar = "closure"
    plural: ClassVar = "closures"
    about: ClassVar = "Why an accompaniment ended, and how she was by then. It is written before the client is closed."
    day: ClassVar = "on"
    append_only: ClassVar = True
    immutable_fields: ClassVar = frozenset({"on", "reason"})
    looks_at: ClassVar = frozenset(
        {"aftercare", "alert", "client", "closure", "consent", "meeting", "plan", "screening", "visit"}
    )
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"on", "reason", "plan_result", "aftercare_offered", "aftercare_outcome", "qol_end", "goodbye_letter",
             "survey_invited", "voided_because"}
        )
    }  # fmt: skip
    example: ClassVar = {
        "on": "2026-11-23",
        "reason": "finished",
        "plan_result": "reached",
        "aftercare_offered": True,
        "aftercare_outcome": "stable",
        "qol_why": "Dia sudah pindah kerja.",
        "goodbye_letter": True,
        "survey_invited": True,
    }
    edit: ClassVar = {"goodbye_letter": False, "amended_because": "Suratnya belum jadi."}
    rules: ClassVar = (
        Required(code="aftercare_outcome_needed", fields=("aftercare_outcome",), when=(FINISHED,)),
        OneOf(code="qol_why_needed", fields=("qol_why", "qol_end"), when=(FINISHED,)),
        Forbidden(code="alert_still_open", when=(SURVIVED, Where("status", ("open",), of="alert"))),
    )

    on: PastDay | None = None
    """The day of the last contact, or of the news."""
    reason: Literal["finished", "not_continued", "moved", "referred", "died", "detained", "refused"] | None = None
    """Why it ended."""
    plan_result: Literal["reached", "partly", "not_reached"] | None = None
    """What became of what she wanted."""
    aftercare_offered: bool | None = None
    """Whether she was offered to be stayed with afterwards."""
    aftercare_outcome: Literal["stable", "relapsed", "unknown", "not_done"] | None = None
    """How she is after the aftercare."""
    qol_end: Annotated[RecordId, Refers("quality_of_life")] | None = None
    """Her quality of life as it was measured at the end."""
    qol_why: Line | None = None
    """Why her quality of life was not measured at the end; offices do not read it."""
    goodbye_letter: bool | None = None
    """Whether she was given a letter."""
    survey_invited: bool | None = None
    """Whether she was invited to say how she found it."""
    note: Note | None = None
    """What else is to be said; offices do not read it."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """No case is closed over a danger that nobody looked after."""
        if before is None and self.reason != "died":
            yield from closing_faults(case, "reason")

    def undone_with(self, case: Case) -> Mapping[str, Any]:
        """Her case is open again where it was closed by this one alone: not where the coordinator closed it."""
        if case.head("status") != "closed" or case.head("closed_reason") == "same_person" or case.of("closure"):
            return {}
        return {"status": stage_of(case), "closed_reason": None}
