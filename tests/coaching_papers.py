"""A kind of one's own that lies in a unit's coaching papers, and a server that knows it."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

import pytest
from pydantic import Field

from api.access.policy_installation import install_policies
from api.changes.feed_key import coaching_id
from api.changes.index_tables import ROWS, table_of
from api.db.engine import writing
from api.records import KINDS
from api.records.field_types import Line, Note, PastDay
from api.records.record import Record
from api.tables import METADATA
from tests.conftest import Place
from tests.phone import Phone

# Name, role and area; every unit lies in 33.22.01.2001.
OFFICES = (
    ("Hadi", "district", "33.22"), ("Jauh", "district", "33.21"), ("Lurah", "village", "33.22.01.2001"),
    ("Kades", "village", "33.22.01.2003"), ("Propinsi", "province", "33"), ("Pusat", "national", None),
)  # fmt: skip
ADVICE = {"on": "2026-11-02", "what": "Kunjungan asistensi", "heads": 4, "note": "Ruang belum ada."}


class CoachingPaper(Record):
    """What no kind of the house is: a paper of whoever coaches the unit."""

    kind: ClassVar = "coaching_paper"
    plural: ClassVar = "coaching-papers"
    feed: ClassVar = "coaching"
    immutable_fields: ClassVar = frozenset({"on"})
    readable_by: ClassVar = {"village": frozenset({"on", "heads"})}
    field_writers: ClassVar = {"reply": frozenset({"coordinator"})}
    example: ClassVar = ADVICE
    day: ClassVar = "on"

    on: PastDay | None = None
    what: Line | None = None
    heads: Annotated[int, Field(ge=0, le=5000)] | None = None
    note: Note | None = None
    reply: Note | None = None


@pytest.fixture
def coaching_paper() -> Iterator[type[Record]]:
    """Registered as its line in KINDS would; the registries are left as they were found."""
    KINDS[CoachingPaper.kind], ROWS[CoachingPaper.kind] = CoachingPaper, table_of(CoachingPaper)
    yield CoachingPaper
    METADATA.remove(ROWS.pop(CoachingPaper.kind))
    del KINDS[CoachingPaper.kind]


@pytest.fixture
def coached(coaching_paper: type[Record], place: Place) -> Place:
    """The running server with the kind's table, and whoever has to do with unit A or only with others; Ratna leads
    it."""
    with writing(place.engine) as session:
        METADATA.create_all(session.connection(), tables=[ROWS[coaching_paper.kind]])
        install_policies(session.connection())
    for name, role, area in OFFICES:
        place.person(name, None, role, area=area)
    place.person("Ratna", role="coordinator")
    return place


def advice(phone: Phone, unit: str, **more: object) -> str:
    """A paper about this unit, in the phone's outbox."""
    return phone.save(CoachingPaper.kind, {**ADVICE, **more}, feed=coaching_id(unit))
