"""How the people of a unit are (*kabar tim*): each says it of herself, and whoever leads the unit is told counts."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import Field
from sqlmodel import Session

from api.ballots.team_care import CareWord, calls_of, counts_of, hear_call, own_call, own_word, say_word
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.identity.current_actor import Claimed, TheSettings
from api.identity.memberships import members_of
from api.problems.tree import Invalid, NotFound, NotYours, SignInNeeded, answers
from api.resources.days import day_in
from api.resources.unit_work import of_unit
from api.settings import Settings
from api.shapes import ClosedShape, WireShape

router = APIRouter(prefix="/v1/team-care", tags=["team-care"])
INSIDE = answers(SignInNeeded, NotYours)
CallId = Annotated[str, Path(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description="The call's id.")]
Mood = Annotated[int, Field(ge=1, le=5, examples=[4])]
Load = Literal["light", "fine", "heavy", "too_heavy"]


class CareAsk(ClosedShape):
    """What somebody says of herself this month. Only `threatened` and `wants_talk` are told with her name."""

    mood: Mood
    """1, very sad, to 5, very glad."""
    load: Load
    """How heavy the work is."""
    threatened: bool = False
    """Somebody threatens her: whoever leads the unit is told, with her name."""
    wants_talk: bool = False
    """She wants to talk with whoever leads the unit, who is told, with her name."""


class CareRead(WireShape):
    """What the asker said herself this month; nobody else reads it."""

    month: str
    """Which month, as the server's day has it."""
    mood: Mood | None
    """As she said it last. Null: nothing yet."""
    load: Load | None
    """The same."""
    called_on: date | None
    """When she called whoever leads the unit. Null: she did not, or it was long ago."""
    heard_on: date | None
    """When that was heard. Null: not yet."""
    led: bool
    """Whether somebody else leads the unit, who would hear."""


class TeamCallRead(WireShape):
    """Somebody of the unit wants to be heard."""

    id: str
    """Of the call."""
    name: str
    """Who calls."""
    threatened: bool
    """Somebody threatens her."""
    wants_talk: bool
    """She wants to talk."""
    asked_on: date
    """Since when."""
    heard_on: date | None
    """When she was heard. Null: not yet."""


class UnitCare(WireShape):
    """How the people of a unit were in the last month that is over: counts, told of five people and more."""

    month: str
    """Which month."""
    answered: int | None
    """How many people other than the reader said something. Null: fewer than five, of whom nothing is told."""
    heavy: int | None
    """How many of them found the work heavy or too heavy; all but one stand for all too."""
    low: int | None
    """How many of them were sad or very sad; all but one stand for all too."""
    calls: list[TeamCallRead]
    """Who wants to be heard, the pressing first."""


@router.get("", responses=INSIDE)
def read_team_care(claim: Claimed, engine: TheEngine, settings: TheSettings) -> CareRead:
    """What the asker said of herself this month, and whether her call was heard."""
    with of_unit(engine, claim) as (session, actor):
        return own_care(session, settings, actor.id, str(actor.unit), day_in(claim.now, actor.timezone))


@router.post("", responses=INSIDE | answers(Invalid))
@repeatable
def say_team_care(ask: CareAsk, claim: Claimed, engine: TheEngine, settings: TheSettings) -> CareRead:
    """Her word of this month, in the place of the one before it. Of the moment nothing is kept but the month."""
    with of_unit(engine, claim, changes=True) as (session, actor):
        today = day_in(claim.now, actor.timezone)
        word = CareWord(ask.mood, ask.load, ask.threatened, ask.wants_talk)
        say_word(session, settings, str(actor.unit), actor.id, today, word)
        return own_care(session, settings, actor.id, str(actor.unit), today)


def own_care(session: Session, settings: Settings, person: str, unit: str, today: date) -> CareRead:
    """Hers alone."""
    month = f"{today:%Y-%m}"
    word, call = own_word(session, settings, unit, person, month), own_call(session, unit, person)
    led = any(one.role == "coordinator" and one.id != person for one in members_of(session, unit))
    return CareRead(
        month=month, mood=word and word.mood, load=word and word.load, called_on=call and call.asked_on,
        heard_on=call and call.heard_on, led=led,
    )  # fmt: skip


@router.get("/unit", responses=INSIDE)
def read_unit_care(claim: Claimed, engine: TheEngine, settings: TheSettings) -> UnitCare:
    """By whoever leads the unit: of the last month that is over, so that no single word is found by looking twice."""
    with of_unit(engine, claim, leads=True) as (session, actor):
        month = last_month(day_in(claim.now, actor.timezone))
        counts = counts_of(session, settings, str(actor.unit), actor.id, month)
        calls = [TeamCallRead.model_validate(row, from_attributes=True) for row in calls_of(session, str(actor.unit))]
    answered, heavy, low = counts or (None, None, None)
    return UnitCare(month=month, answered=answered, heavy=heavy, low=low, calls=calls)


@router.post("/calls/{call}/heard", status_code=204, responses=INSIDE | answers(NotFound, Invalid))
@repeatable
def hear_team_call(call: CallId, claim: Claimed, engine: TheEngine) -> None:
    """Whoever leads the unit was with her."""
    with of_unit(engine, claim, leads=True, changes=True) as (session, actor):
        hear_call(session, str(actor.unit), call, day_in(claim.now, actor.timezone))


def last_month(today: date) -> str:
    """The one before this."""
    year, number = divmod(today.year * 12 + today.month - 2, 12)
    return f"{year}-{number + 1:02}"
