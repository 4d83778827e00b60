"""Papers that fall out of a unit's coaching papers, as PDF: for its officers and for whoever leads it."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Path, Query, Response
from sqlmodel import Session

from api.access.read_log import SeenRecord, log_read
from api.access.scope import Scope
from api.changes.feed_key import FeedKey, coaching_id
from api.db.engine import TheEngine
from api.identity.current_actor import TheSettings
from api.identity.memberships import members_of
from api.identity.people import Unit
from api.ids import UUID7
from api.numbers.living_records import records_of_cases
from api.papers.coaching_lists import agreement_draft, attendance_list, decree_draft
from api.papers.paper_records import PaperRecords
from api.papers.visit_minutes import visit_minutes
from api.problems.tree import Invalid, NotAllowed, NotFound, SignInNeeded, answers
from api.records.coaching import COACHING_KINDS
from api.resources.pdf_answers import SHOWN, pdf_answer
from api.resources.scoped import Looking

router = APIRouter(prefix="/v1/papers", tags=["papers"])
PAPER_KINDS = [kind.kind for kind in COACHING_KINDS]

CoachingPaper = Annotated[
    Literal["visit-minutes", "attendance-list", "decree-draft", "agreement-draft"],
    Path(description="Which paper."),
]
OfUnit = Annotated[UUID7, Query(description="The unit.")]
OfRecord = Annotated[UUID7 | None, Query(description="The visit, or the training, that the paper is about.")]


class PaperAsked(NamedTuple):
    """What a paper is made from. `names`: of the unit's people by id, as far as the reader is told them."""

    papers: PaperRecords
    record: str | None
    year: int
    names: Mapping[str, str]


MAKERS: Mapping[str, Callable[[PaperAsked], dict[str, Any] | None]] = {
    "visit-minutes": lambda ask: visit_minutes(ask.papers, ask.record or ""),
    "attendance-list": lambda ask: attendance_list(ask.papers, ask.record or "", ask.names),
    "decree-draft": lambda ask: decree_draft(ask.year, sorted(ask.names.values())),
    "agreement-draft": lambda ask: agreement_draft(ask.papers, ask.year),
}
ABOUT_RECORD = frozenset({"visit-minutes", "attendance-list"})


@router.get(
    "/{paper}", response_class=Response, responses={**answers(SignInNeeded, NotFound, NotAllowed, Invalid), **SHOWN}
)
def read_coaching_paper(
    paper: CoachingPaper, unit: OfUnit, entered: Looking, engine: TheEngine, settings: TheSettings,
    record: OfRecord = None,
) -> Response:  # fmt: skip
    """Made anew each time from what the unit's papers say now. `paper-template-broken`: the office's own template of
    it cannot be set."""
    session, scope = entered
    feed = FeedKey(unit, coaching_id(unit))
    place = session.get(Unit, unit) if feed in scope.followed else None
    if place is None:
        raise NotFound()
    if record is None and paper in ABOUT_RECORD:
        raise Invalid.at("/query/record", "required")
    papers = PaperRecords(records_of_cases(session, scope, [feed], PAPER_KINDS)[feed])
    year = scope.now.astimezone(ZoneInfo(place.timezone)).year
    told = MAKERS[paper](PaperAsked(papers, record, year, names_of_people(session, scope, unit)))
    if told is None:
        raise NotFound("no-such-record")
    log_read(engine, scope, "paper", "read", [SeenRecord(record or unit, feed.id)], {"paper": paper})
    return pdf_answer(settings, paper, place.name, place.village, told)


def names_of_people(session: Session, scope: Scope, unit: str) -> dict[str, str]:
    """{id: name} of her own unit's; an officer is told nobody's."""
    return {one.id: one.name for one in members_of(session, unit)} if scope.actor.unit == unit else {}
