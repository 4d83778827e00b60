"""Agreements with institutions that an office signs for its area or parts of it: read and written by offices, and known
to every unit that they cover."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

import orjson
from fastapi import APIRouter, Path
from fastapi.responses import Response
from sqlmodel import Session, col, select

from api import policies
from api.changes.area_papers import AreaPaper
from api.db.engine import TheEngine
from api.identity.current_actor import Claimed, Reading, SignedIn
from api.identity.people import Partner
from api.ids import UUID7_PATTERN
from api.problems.messages import fault_at
from api.problems.tree import (
    Invalid,
    MatchNeeded,
    NotFound,
    NotYours,
    PreconditionFailed,
    SignInNeeded,
    answers,
)
from api.resources.area_agreement_shapes import AreaAgreements, AreaAgreementText, AreaAgreementTold
from api.resources.area_paper_rows import told_values
from api.resources.area_papers import (
    AreaPaperRules,
    Faults,
    PaperAsked,
    day_faults,
    found,
    kept,
    listed,
)
from api.resources.etags import IfMatch, with_etag
from api.resources.unit_progress import Inside

router = APIRouter(prefix="/v1/area-agreements", tags=["area-agreements"])

AgreementAsked = PaperAsked[AreaAgreementText, AreaAgreementTold]
AgreementId = Annotated[str, Path(pattern=UUID7_PATTERN, description="The agreement's id.")]


@router.get("", responses=answers(SignInNeeded, NotYours, NotFound, Invalid))
def list_area_agreements(actor: SignedIn, session: Reading, area: Inside = None) -> AreaAgreements:
    """What the office of an area signed, and what offices above it signed that covers any of it."""
    there, told = listed(session, actor, AGREEMENTS, area)
    return AreaAgreements(**there, agreements=told)


@router.get(
    "/{agreement}", response_model=AreaAgreementTold, responses=answers(SignInNeeded, NotYours, NotFound, Invalid)
)
def read_area_agreement(agreement: AgreementId, actor: SignedIn, session: Reading) -> Response:
    """One of them, also of an office in the reader's area."""
    return with_etag(found(session, actor, AGREEMENTS, agreement))


@router.put(
    "/{agreement}", response_model=AreaAgreementTold,
    responses=answers(SignInNeeded, NotYours, PreconditionFailed, Invalid, MatchNeeded),
)  # fmt: skip
def write_area_agreement(
    agreement: AgreementId, asked: AreaAgreementText, claim: Claimed, engine: TheEngine, match: IfMatch = None
) -> Response:
    """By the office itself, under an id of its own making (UUID 7). One that is there needs `If-Match`."""
    return with_etag(kept(engine, claim, AGREEMENTS, agreement, asked, match))


def tell(session: Session, rows: Sequence[AreaPaper]) -> list[AreaAgreementTold]:
    """In the same order."""
    register = select(Partner.id, Partner.name).where(col(Partner.id).in_({row.institution for row in rows}))
    names, taken = dict(session.exec(register).all()), places_taken(session, {row.office for row in rows})
    return [
        AreaAgreementTold.model_validate({
            **told_values(row), "institution_name": names.get(row.institution or "", ""),
            "asked_from": None if row.voided_because or (row.office, row.id) in taken else asked_from(row),
        })
        for row in rows
    ]  # fmt: skip


def asked_from(row: AreaPaper) -> date:
    """So long before it ends another is seen to, as with those of a unit."""
    return row.ends_on - timedelta(days=policies.supervision().agreement_days)


def places_taken(session: Session, offices: set[str]) -> set[tuple[str, str]]:
    """{(office, id)} of those that one which counts renews."""
    count = (AreaPaper.kind == "agreement", col(AreaPaper.voided_because).is_(None))
    rows = session.exec(select(AreaPaper.office, AreaPaper.said).where(*count, col(AreaPaper.office).in_(offices)))
    return {(office, orjson.loads(said).get("renews", "")) for office, said in rows}


def faults_in(session: Session, asked: AgreementAsked) -> Faults:
    """Signed by today with one of the register; one number once, and what it renews is another of theirs."""
    text = asked.text
    yield from day_faults(asked, ["on"])
    if text.on > asked.today and asked.moves("on"):
        yield fault_at("/on", "day-to-come")
    if asked.stands and asked.moves("institution"):
        yield fault_at("/institution", "immutable")
    elif asked.stands is None and session.get(Partner, text.institution) is None:
        yield fault_at("/institution", "no-such-place")
    others = {one.id: one.number for one in others_of(session, asked)}
    if text.voided_because is None and text.number in others.values():
        yield fault_at("/number", "agreement-twice")
    if text.renews and asked.moves("renews") and text.renews not in others:
        yield fault_at("/renews", "agreement-renews-none")


def others_of(session: Session, asked: AgreementAsked) -> list[AreaAgreementTold]:
    """That count, of the same office and institution."""
    row = AreaPaper
    theirs = (row.kind == "agreement", row.office == asked.office, row.institution == asked.text.institution)
    count = (row.id != asked.id, col(row.voided_because).is_(None))
    return tell(session, session.exec(select(row).where(*theirs, *count)).all())


AGREEMENTS = AreaPaperRules("agreement", tell, faults_in)
