"""Consent given and withdrawn: facts of their own, in layers (UU 27/2022 art. 21-25). A withdrawal is never stale."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints

from api.ids import UUID7
from api.records.record import Fault, Record, Text, not_after, unique

Layer = Literal["contact", "screening", "participation", "family", "referral", "research", "media"]
Item = Literal["scores", "injecting", "red_flags", "services", "urine"]


class Consent(Record):
    """One act: what was agreed to or taken back, how, under which text, with whom as witness."""

    kind: ClassVar = "consent"
    plural: ClassVar = "consents"
    day: ClassVar = "on"
    append_only: ClassVar = True
    immutable_fields: ClassVar = frozenset({"act", "layers", "on"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"act", "on", "layers", "text_version", "way", "witness", "minor", "guardian", "assent", "voided_because"}
        )
    }
    example: ClassVar = {
        "act": "given",
        "on": "2026-11-23",
        "layers": ["contact", "screening"],
        "text_version": "janji-2026-1",
        "way": "voice",
        "witness": "family",
        "minor": False,
    }

    act: Literal["given", "withdrawn"] | None = None
    on: date | None = None
    layers: Annotated[list[Layer], Field(min_length=1, max_length=7)] | None = None
    text_version: Annotated[str, StringConstraints(min_length=1, max_length=40)] | None = None
    way: Literal["signature", "thumb", "voice"] | None = None
    witness: Literal["none", "agent", "family", "community"] | None = None
    minor: bool | None = None
    guardian: Literal["parent", "grandparent", "sibling", "relative", "social_worker"] | None = None
    assent: bool | None = None
    guardian_exception: Text | None = None
    partners: Annotated[list[UUID7], Field(max_length=20)] | None = None
    items: Annotated[list[Item], Field(max_length=5)] | None = None

    def check(self, before: Self | None, today: date) -> Iterator[Fault]:
        """Under 18 a guardian consents and the child assents; an unsafe guardian is replaced and the reason kept."""
        yield from not_after(self.on, today, "on")
        for name in ("layers", "partners", "items"):
            yield from unique(getattr(self, name), name)
        if self.act == "given" and self.minor:
            yield from self.of_a_child()

    def of_a_child(self) -> Iterator[Fault]:
        """UU 27/2022 art. 25, and the child's own yes."""
        if not self.guardian:
            yield Fault(("guardian", "minor"), "Di bawah 18 tahun perlu persetujuan wali.")
        if self.assent is not True:
            yield Fault(("assent", "minor"), "Anak sendiri juga perlu setuju.")
        if self.guardian == "social_worker" and not self.guardian_exception:
            yield Fault(("guardian_exception", "guardian"), "Tulis mengapa pekerja sosial menggantikan wali.")
