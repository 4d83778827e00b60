"""Comparison studies of the quality of life: written by the nation's office, and told when they are over."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Path
from fastapi.responses import Response
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from api import instruments, policies
from api.access.scope import must_have_right
from api.actor import Actor
from api.ballots.study_answers import answers_in
from api.ballots.tables import Study
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.identity.audits import record_audit
from api.identity.current_actor import Claim, Claimed, Now, Reading, SignedIn, acting
from api.ids import UUID7_PATTERN
from api.problems.messages import fault_at
from api.problems.tree import (
    Invalid,
    MatchNeeded,
    NotAllowed,
    NotFound,
    NotYours,
    PreconditionFailed,
    SignInNeeded,
    answers,
)
from api.resources.days import day_in
from api.resources.etags import IfMatch, etag_of_all, must_name, with_etag
from api.resources.study_shapes import StudyCard, StudyResults, StudyText, StudyTold
from api.resources.study_telling import results_of
from api.resources.unit_progress import OFFICE_TIME

router = APIRouter(prefix="/v1/studies", tags=["studies"])
READING = answers(SignInNeeded, NotYours, NotFound)
STAYS = ("starts_on", "arms", "points", "instrument", "version")

StudyId = Annotated[str, Path(pattern=UUID7_PATTERN, description="The study's id.")]


@router.get("", responses=answers(SignInNeeded, NotYours))
def list_studies(actor: SignedIn, session: Reading) -> list[StudyTold]:
    """Every study, the newest first."""
    must_have_right(actor, "oversees")
    rows = session.exec(select(Study).order_by(col(Study.starts_on).desc(), col(Study.id))).all()
    return [told(row) for row in rows]


@router.get("/{study}", response_model=StudyTold, responses=READING)
def read_study(study: StudyId, actor: SignedIn, session: Reading) -> Response:
    """One of them."""
    must_have_right(actor, "oversees")
    return with_etag(told(found(session, study)))


@router.put(
    "/{study}", response_model=StudyTold,
    responses=answers(SignInNeeded, NotYours, NotAllowed, PreconditionFailed, Invalid, MatchNeeded),
)  # fmt: skip
def write_study(study: StudyId, asked: StudyText, claim: Claimed, engine: TheEngine, match: IfMatch = None) -> Response:
    """By the nation's office, under an id of its own making (UUID 7). One that is there needs `If-Match`."""
    return kept(engine, claim, study, asked, match)


@router.get("/{study}/results", responses=READING)
def read_study_results(study: StudyId, actor: SignedIn, session: Reading, now: Now) -> StudyResults:
    """How many take part; and when it is over, how they changed, arm by arm."""
    return came_of(session, actor, study, now)[1]


def came_of(session: Session, actor: Actor, study: str, now: datetime) -> tuple[StudyTold, StudyResults]:
    """What it compares, and what of it is told on this day, to who may read studies."""
    must_have_right(actor, "oversees")
    row = told(found(session, study))
    return row, results_of(row, answers_in(session, study), over=day_in(now, OFFICE_TIME) >= row.shown_from)


@repeatable
def kept(engine: Engine, claim: Claim, study: str, asked: StudyText, match: str | None) -> Response:
    """As it stands after this. What says nothing new is no change, whatever it has seen."""
    today = day_in(claim.now, OFFICE_TIME)
    with acting(engine, claim) as (session, actor):
        must_have_right(actor, "publishes")
        row = session.exec(select(Study).where(Study.id == study).with_for_update()).first()
        values = row_values(asked)
        if row is None or any(getattr(row, name) != value for name, value in values.items()):
            must_have_seen(row, match)
            must_be_sound(row, asked, today)
            row = row or Study(id=study, **values)
            row.sqlmodel_update(values)
            session.add(row)
            record_audit(session, "study", study, by=actor.id, now=claim.now)
        return with_etag(told(row))


def must_have_seen(row: Study | None, match: str | None) -> None:
    """Who changes it read it as it stands; who read one that is not there is told so, and writes none."""
    if row and match is None:
        raise MatchNeeded()
    if match is not None:
        must_name(match, etag_of_all(told(row)) if row else None)


def must_be_sound(row: Study | None, asked: StudyText, today: date) -> None:
    """Days in their order, a questionnaire that there is, and nothing else of what was already asked about."""
    if row and row.ends_on < today:
        raise NotAllowed("study-over")
    faults = []
    if asked.ends_on < asked.starts_on:
        faults.append(fault_at("/ends_on", "study-turned-round"))
    elif asked.ends_on < today:
        faults.append(fault_at("/ends_on", "study-ends-past"))
    elif asked.ends_on > today + timedelta(days=policies.plausible_days().far_days):
        faults.append(fault_at("/ends_on", "study-ends-far"))
    used = instruments.INSTRUMENTS.get((asked.instrument, asked.version))
    if used is None or used.kind != "quality_of_life":
        faults.append(fault_at("/version", "no-such-instrument"))
    if row and row.starts_on <= today:
        values = row_values(asked)
        faults += [fault_at(f"/{name}", "study-begun") for name in STAYS if getattr(row, name) != values[name]]
    if faults:
        raise Invalid(errors=faults)


def found(session: Session, study: str) -> Study:
    """NotFound where there is none."""
    row = session.get(Study, study)
    if row is None:
        raise NotFound("no-such-study")
    return row


def row_values(asked: StudyText) -> dict[str, Any]:
    """As they are kept."""
    lists = {name: orjson.dumps(getattr(asked, name)).decode() for name in ("arms", "points")}
    return {**asked.model_dump(), **lists}


def told(row: Study) -> StudyTold:
    """On the wire."""
    shown_from = row.ends_on + timedelta(days=policies.study_rules().late_days + 1)
    lists = {name: orjson.loads(getattr(row, name)) for name in ("arms", "points")}
    return StudyTold.model_validate({**row.model_dump(), **lists, "shown_from": shown_from})


def card_of(row: Study) -> StudyCard:
    """As phones know it."""
    known = told(row).model_dump(include=set(StudyCard.model_fields))
    return StudyCard(**known, score_step=policies.study_rules().score_step)
