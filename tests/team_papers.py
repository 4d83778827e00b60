"""A kind of one's own that lies in a unit's own papers, and a server that knows it."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import Field

from api.access.policy_installation import install_policies
from api.changes.index_tables import ROWS, table_of
from api.db.engine import writing
from api.records import KINDS
from api.records.field_types import Line, Note, PastDay
from api.records.record import Record
from api.tables import METADATA
from tests.conftest import Place
from tests.phone import Phone

PAPER = {"on": "2026-11-02", "what": "Rapat desa", "heads": 30, "note": "Banyak yang bertanya."}


class TeamPaper(Record):
    """What no kind of the house is: a paper of the unit."""

    kind: ClassVar = "team_paper"
    plural: ClassVar = "team-papers"
    feed: ClassVar = "unit"
    immutable_fields: ClassVar = frozenset({"on"})
    readable_by: ClassVar = {"coordinator": frozenset({"on", "what", "heads"})}
    example: ClassVar = PAPER
    day: ClassVar = "on"

    on: PastDay | None = None
    what: Line | None = None
    heads: Annotated[int, Field(ge=0, le=5000)] | None = None
    note: Note | None = None


@pytest.fixture
def team_paper() -> Iterator[type[Record]]:
    """Registered as its line in KINDS would; the registries are left as they were found."""
    KINDS[TeamPaper.kind], ROWS[TeamPaper.kind] = TeamPaper, table_of(TeamPaper)
    yield TeamPaper
    METADATA.remove(ROWS.pop(TeamPaper.kind))
    del KINDS[TeamPaper.kind]


@pytest.fixture
def office(team_paper: type[Record], place: Place) -> Place:
    """The running server with the kind's table."""
    with writing(place.engine) as session:
        METADATA.create_all(session.connection(), tables=[ROWS["team_paper"]])
        install_policies(session.connection())
    return place


def results(answer: Any) -> list[str]:
    return [one["answer"] for one in answer["results"]]


def faults(answer: Any) -> list[list[tuple[str, str]]]:
    return [[(e["pointer"], e["code"]) for e in r["problem"]["errors"]] for r in answer["results"]]


def paper(phone: Phone, unit: str, **more: Any) -> str:
    return phone.save("team_paper", {**PAPER, **more}, feed=unit)
