"""A visit to a client: what was found, and when the next one is due. A fact."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from api.records.record import Fault, Record, Text, in_order, not_after, unique

Place = Literal["home", "post", "public", "phone", "other"]
Met = Literal["client", "parent", "spouse", "sibling", "child", "relative", "neighbour", "nobody"]
RedFlag = Literal["suicidal", "overdose", "violence", "pregnancy", "injecting", "withdrawal"]
Need = Literal["health", "legal", "social", "work", "school"]


class Visit(Record):
    """Written in seconds; only the day is required. A red flag opens its note to the coordinator."""

    kind: ClassVar = "visit"
    plural: ClassVar = "visits"
    day: ClassVar = "on"
    append_only: ClassVar = True
    immutable_fields: ClassVar = frozenset({"on"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"on", "place", "planned", "red_flags", "needs", "next_on", "next_place", "voided_because"}
        )
    }
    readable_when_flagged: ClassVar = {"coordinator": frozenset({"note", "condition"})}
    example: ClassVar = {"on": "2026-11-23", "place": "home", "met": ["client"], "condition": "good"}

    on: date | None = None
    place: Place | None = None
    planned: bool | None = None
    met: Annotated[list[Met], Field(max_length=8)] | None = None
    condition: Literal["good", "fair", "poor"] | None = None
    use_since: Literal["none", "less", "same", "more", "unknown"] | None = None
    family_mood: Literal["supportive", "worried", "angry", "absent"] | None = None
    triggers: Text | None = None
    coping: Text | None = None
    needs: Annotated[list[Need], Field(max_length=5)] | None = None
    red_flags: Annotated[list[RedFlag], Field(max_length=6)] | None = None
    note: Text | None = None
    next_on: date | None = None
    next_place: Place | None = None

    def check(self, before: Self | None, today: date) -> Iterator[Fault]:
        """A visit has happened; the next one comes after it."""
        yield from not_after(self.on, today, "on")
        yield from in_order(
            self.on, self.next_on, ("on", "next_on"), "Kunjungan berikut tidak bisa sebelum kunjungan ini."
        )
        for name in ("met", "needs", "red_flags"):
            yield from unique(getattr(self, name), name)

    def flagged(self) -> bool:
        """The coordinator is alerted where somebody is in danger."""
        return bool(self.red_flags)
