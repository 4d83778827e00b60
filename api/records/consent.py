"""Consent given and withdrawn: facts of their own, in layers (UU 27/2022 art. 21-25). A withdrawal is never stale."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from api.records.agreed import Agreed
from api.records.blobs import ProofVoice
from api.records.case import Receipt
from api.records.field_types import Note, PartnerId, PastDay, Short
from api.records.record import Record
from api.records.rule import Where
from api.records.rules import Forbidden, Required
from api.records.vocabulary import CHILDREN

Layer = Literal[
    "contact", "screening", "participation", "family", "referral", "research", "media",
    "urine", "approval", "data_kept",
]  # fmt: skip
Way = Literal["signature", "thumb", "voice"]
Item = Literal["scores", "injecting", "red_flags", "services", "urine"]
GIVEN = Where("act", ("given",))
OF_A_CHILD = (GIVEN, Where("minor", (True,)))


class Consent(Record):
    """One act: what was agreed to or taken back, how, under which text, with whom as witness."""

    kind: ClassVar = "consent"
    plural: ClassVar = "consents"
    about: ClassVar = "Given and withdrawn, each a fact of its own, in layers."
    day: ClassVar = "on"
    append_only: ClassVar = True
    immutable_fields: ClassVar = frozenset({"act", "layers", "on"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"act", "on", "layers", "text_version", "way", "witness", "evidence", "minor", "guardian",
             "guardian_way", "assent", "voided_because"}
        )
    }  # fmt: skip
    example: ClassVar = {
        "act": "given",
        "on": "2026-11-23",
        "layers": ["contact", "screening", "participation", "referral", "urine", "approval"],
        "text_version": "janji-2026-1",
        "way": "voice",
        "witness": "family",
        "evidence": "witness",
        "minor": False,
        "items": ["scores"],
    }
    edit: ClassVar = {"voided_because": "Tercatat dua kali."}
    looks_at: ClassVar = frozenset({"client", "consent"})
    # Under 18 a guardian consents and the child assents (UU 27/2022 art. 25); an unsafe guardian is replaced.
    rules: ClassVar = (
        Required(code="consent_incomplete", fields=("text_version", "way", "witness", "minor"), when=(GIVEN,)),
        Forbidden(
            code="spoken_unproven",
            when=(
                GIVEN,
                Where("evidence", ("recording",), but=True),
                Where("way", ("voice",)),
                Where("witness", ("none",)),
            ),
        ),
        # Who wants no pictures and recordings is not recorded to prove it, unless this is the yes to them.
        Agreed(
            code="media_withdrawn",
            layer="media",
            day="on",
            fields=("evidence", "recording"),
            when=(Where("evidence", ("recording",)), Where("layers", ("media",), but=True)),
        ),
        Forbidden(
            code="recording_of_nothing", fields=("recording",), when=(Where("evidence", ("recording",), but=True),)
        ),
        Forbidden(
            code="is_a_child",
            fields=("minor",),
            when=(GIVEN, Where("minor", (False,)), Where("age_band", CHILDREN, head=True)),
        ),
        Required(code="guardian_needed", fields=("guardian",), when=OF_A_CHILD),
        Required(code="assent_needed", fields=("assent",), when=OF_A_CHILD),
        Forbidden(code="assent_needed", fields=("assent",), when=(*OF_A_CHILD, Where("assent", (False,)))),
        Required(
            code="guardian_exception_needed",
            fields=("guardian_exception",),
            when=(*OF_A_CHILD, Where("guardian", ("social_worker",))),
        ),
    )

    act: Literal["given", "withdrawn"] | None = None
    """Whether something was agreed to or taken back."""
    on: PastDay | None = None
    """The day of the act."""
    layers: Annotated[list[Layer], Field(min_length=1, max_length=10)] | None = None
    """What it is about."""
    text_version: Short | None = None
    """Which text was read aloud."""
    way: Way | None = None
    """How she said it."""
    witness: Literal["none", "agent", "family", "community"] | None = None
    """Who was there besides."""
    evidence: Literal["paper", "recording", "witness"] | None = None
    """What shows it: the law wants it written or recorded (UU 27/2022 art. 22)."""
    recording: ProofVoice | None = None
    """Her yes in her own voice, where `evidence` says so: kept as long as the act stands."""
    minor: bool | None = None
    """Whether she is under 18."""
    guardian: Literal["parent", "grandparent", "sibling", "relative", "social_worker"] | None = None
    """Who consents for a child."""
    guardian_way: Way | None = None
    """How the guardian said it; `way` is the child's own."""
    assent: bool | None = None
    """Whether the child agrees too."""
    guardian_exception: Note | None = None
    """Why somebody else stands in for the guardian."""
    partners: Annotated[list[PartnerId], Field(max_length=20)] | None = None
    """To which institutions she may be referred."""
    items: Annotated[list[Item], Field(max_length=5)] | None = None
    """What may be told to them."""

    def kept_at_receipt(self, before: Self | None, receipt: Receipt) -> Mapping[str, Any]:
        """Its day by our calendar where it was written by a clock that is days wrong: what was agreed to and what was
        taken back are compared by their days. Where clocks disagreed, a withdrawal is of no earlier day than a yes that
        was there before it."""
        if before is not None or self.on is None:
            return {}
        today, day = receipt.on - timedelta(days=receipt.ahead), self.on
        if day <= receipt.on and receipt.on - day < abs(day - today):  # else her clock was right when she wrote
            day -= timedelta(days=receipt.ahead)
        if self.act == "withdrawn":
            day = max([day, *self.agreed_after(day if receipt.ahead else receipt.written or today, receipt)])
        return {"on": str(day)} if day != self.on else {}

    def agreed_after(self, day: date, receipt: Receipt) -> Iterator[date]:
        """Days of what she said yes to of these layers."""
        for known in receipt.case.of(self.kind):
            act, layers = known.record.value, set(self.layers or ())
            if act("act") == "given" and act("on") > str(day) and layers & set(act("layers")):
                yield date.fromisoformat(act("on"))
