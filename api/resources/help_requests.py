"""Asking a unit for help without a name, from outside without a session; and the unit's side of it."""

from datetime import date
from secrets import token_hex
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Path
from sqlalchemy import Engine

from api.actor import Actor
from api.db.engine import TheEngine, reading, writing
from api.db.passing_faults import repeatable
from api.identity.current_actor import Claimed, Now, TheSettings
from api.identity.enrolment_codes import shown
from api.identity.rate_limits import HELP_UNIT, hit_rate_limit
from api.identity.server_keys import ServerKeys
from api.problems.tree import Invalid, NotAllowed, NotFound, NotYours, SignInNeeded, TooMany, answers
from api.resources.days import EASTERNMOST, day_in
from api.resources.enrolments import TheServerKeys
from api.resources.help_shapes import (
    HelpAnswer,
    HelpAsk,
    HelpCode,
    HelpCodeTry,
    HelpReply,
    HelpRequestRead,
    HelpStep,
    HelpUnit,
    LeafletRead,
    LeafletTry,
)
from api.resources.passing import Passing
from api.resources.unit_work import of_unit
from api.settings import Settings
from api.visitors.help_requests import (
    PURPOSE,
    Asked,
    answer_request,
    any_over,
    ask_unit,
    let_go,
    request_of,
    requests_of,
    take_request,
)
from api.visitors.leaflets import key_of, unit_of
from api.visitors.visitor_codes import find_visitor_code
from api.visitors.whereabouts import Whereabouts, open_whereabouts, seal_whereabouts

router = APIRouter(prefix="/v1/help-requests", tags=["help-requests"])
HelpId = Annotated[
    str, Path(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description="The request's id.")
]  # fmt: skip
DANGERS = frozenset({"violence", "suicide_talk"})


OUTSIDE = answers(Invalid, TooMany)
INSIDE = answers(SignInNeeded, NotYours)


@router.post("/unit", responses=OUTSIDE)
def find_help_unit(ask: LeafletTry, engine: TheEngine, passing: Passing) -> HelpUnit:
    """Whose leaflet it is. Without a session."""
    with reading(engine) as session:
        unit = unit_of(session, ask.key)
        if unit is None:
            raise passing.wrong("/key", "leaflet-unknown")
        return HelpUnit(name=unit.name, village=unit.village)


@router.post("", status_code=201, responses=OUTSIDE)
def ask_for_help(
    ask: HelpAsk, engine: TheEngine, settings: TheSettings, keys: TheServerKeys, passing: Passing, now: Now
) -> HelpCode:  # fmt: skip
    """Without a session and without a name. Of the moment the day is kept, of the sender nothing; the unit answers by
    the code. Deleted after 90 days, with the place and the number that may be left: sealed, for whoever takes it."""
    with reading(engine) as session:
        unit = unit_of(session, ask.key)
    if unit is None:
        raise passing.wrong("/key", "leaflet-unknown")
    passing.asks_unit(unit.id)
    hit_rate_limit(engine, settings, HELP_UNIT, unit.id, now=now)
    left = seal_whereabouts(keys, Whereabouts(ask.place_hint, ask.phone))
    words = {"who": ask.who, "about": ask.about, "reach": ask.reach, "whereabouts": left}
    asked = kept(engine, settings, unit.id, ask.attempt or token_hex(16), day_in(now, unit.timezone), words)
    return HelpCode(code=shown(asked.code), asked_on=asked.asked_on, due_on=asked.due_on)


@repeatable
def kept(
    engine: Engine, settings: Settings, unit: str, attempt: str, today: date, words: dict[str, Any]
) -> Asked:  # fmt: skip
    """In one transaction."""
    with writing(engine) as session:
        return ask_unit(session, settings, unit, today=today, attempt=attempt, **words)


@router.post("/answers", responses=OUTSIDE)
def read_help_answer(
    ask: HelpCodeTry, engine: TheEngine, settings: TheSettings, passing: Passing, now: Now
) -> HelpAnswer:  # fmt: skip
    """How far the request of this code is, and what was answered. Without a session; it can be asked again."""
    passing.may_try(ask.code)
    with reading(engine) as session:
        today = day_in(now, EASTERNMOST)
        found = find_visitor_code(session, settings, PURPOSE, ask.code, today)
        if found is None:
            raise passing.wrong("/code", "help-code-unfit")
        passing.right(ask.code)
        row = request_of(session, found.home, found.about, today)
    return HelpAnswer(asked_on=row.asked_on, due_on=row.due_on, step=step_of(row), answer=row.answer,
                      answered_on=row.answered_on)  # fmt: skip


@router.post("/leaflet", responses=INSIDE)
@repeatable
def read_leaflet(claim: Claimed, engine: TheEngine) -> LeafletRead:
    """The key on the leaflets of the asker's unit: made when first asked for, and the same for ever."""
    with of_unit(engine, claim, changes=True) as (session, actor):
        key = key_of(session, str(actor.unit))
        unit = unit_of(session, key)
        return LeafletRead(key=key, unit=unit.name if unit else "")


@router.get("", responses=INSIDE)
def list_help_requests(claim: Claimed, engine: TheEngine, keys: TheServerKeys) -> list[HelpRequestRead]:
    """Of the asker's unit: what waits for an answer first, then what was answered, for as long as it is kept."""
    with of_unit(engine, claim) as (session, actor):
        unit, today = str(actor.unit), day_in(claim.now, actor.timezone)
        rows, over = requests_of(session, unit, today), any_over(session, unit, today)
    if over:
        with of_unit(engine, claim, changes=True) as (session, _):
            let_go(session, unit, today)
    return [told(row, actor, keys) for row in rows]


@router.post("/{request}/take", responses=INSIDE | answers(NotFound, NotAllowed, Invalid))
@repeatable
def take_help_request(request: HelpId, claim: Claimed, engine: TheEngine, keys: TheServerKeys) -> HelpRequestRead:
    """One person takes it, and the others see that. Whoever leads the unit may take it over until it is answered."""
    with of_unit(engine, claim, changes=True) as (session, actor):
        return told(take_request(session, actor, request, day_in(claim.now, actor.timezone)), actor, keys)


@router.post("/{request}/answer", responses=INSIDE | answers(NotFound, NotAllowed, Invalid))
@repeatable
def answer_help_request(
    request: HelpId, ask: HelpReply, claim: Claimed, engine: TheEngine, keys: TheServerKeys
) -> HelpRequestRead:
    """By who took it; said again, the newer word stands."""
    with of_unit(engine, claim, changes=True) as (session, actor):
        row = answer_request(session, actor, request, ask.answer, day_in(claim.now, actor.timezone))
        return told(row, actor, keys)


def step_of(row: Any) -> HelpStep:
    """From what is kept."""
    if row.answered_on is not None:
        return "answered"
    return "taken" if row.taken_by else "waiting"


def told(row: Any, actor: Actor, keys: ServerKeys) -> HelpRequestRead:
    """A row as it is shown; where and at which number, to whoever took it alone."""
    about = orjson.loads(row.about)
    left = open_whereabouts(keys, row.whereabouts if row.taken_by == actor.id else None)
    return HelpRequestRead(
        id=row.id, asked_on=row.asked_on, due_on=row.due_on, who=row.who, about=about, reach=row.reach,
        place_hint=left.place_hint, phone=left.phone, danger=bool(DANGERS & set(about)),
        step=step_of(row), taken_by=row.taken_by, answer=row.answer,
        answered_on=row.answered_on,
    )  # fmt: skip
