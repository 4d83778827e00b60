"""The ballot's door: an answer comes in with a code and without a session, and what many have said is read by month."""

from datetime import date
from secrets import token_hex
from typing import Annotated, Any, Literal
from uuid import uuid4

import orjson
from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints
from sqlalchemy import Engine, insert, select
from sqlmodel import Session, SQLModel

from api.ballots.ballot_form import BallotForm, satisfaction
from api.ballots.satisfaction_index import result_of
from api.ballots.tokens import CodeFor, find_code, give_code, spend_code
from api.db.engine import TheEngine, reading, writing
from api.db.passing_faults import repeatable
from api.db.stated_scope import state
from api.identity.current_actor import Claimed, Now, Reading, SignedIn, TheSettings, acting
from api.identity.enrolment_codes import Attempt, shown
from api.identity.rate_limits import CODES_MADE, hit_rate_limit
from api.problems.messages import fault_at
from api.problems.tree import Invalid, NotYours, SignInNeeded, TooMany, answers
from api.records.personal_data import looks_personal
from api.records.vocabulary import AgeBand
from api.resources.days import EASTERNMOST, day_in
from api.resources.passing import Passing
from api.settings import Settings
from api.shapes import ClosedShape, WireShape

router = APIRouter(prefix="/v1/ballots", tags=["ballots"])
BALLOT, ROUND = (SQLModel.metadata.tables[name] for name in ("ballot", "ballot_round"))
Month = Annotated[str, StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
BallotWord = Annotated[str, StringConstraints(min_length=10, max_length=24), Field(examples=["7Q4M-K2TX-9R"])]
Mark = Annotated[int, Field(ge=1, le=4)]


class BallotCodeTry(ClosedShape):
    """A code before the questions, so that nobody answers nine of them in vain."""

    code: BallotWord
    """10 symbols of Crockford's alphabet, good once; case, spaces and hyphens do not count."""


class BallotAsk(BallotCodeTry):
    """What one person says. Nothing in it tells who; of the moment nothing is kept but the code's month."""

    answers: Annotated[dict[str, Mark], Field(min_length=1, max_length=40)]
    """By element of the form: 1 to 4. An element may be left out."""
    age_band: AgeBand | None = None
    """In years. Null: not said."""
    sex: Literal["female", "male", "unsaid"] | None = None
    """Null: not said."""
    said: Annotated[str, StringConstraints(min_length=1, max_length=280)] | None = None
    """One line of one's own. What looks like a NIK, a phone number or an address is refused."""


class BallotCodeAsk(ClosedShape):
    """What the client shall be asked about; not which client."""

    service: Annotated[str, StringConstraints(max_length=40)]
    """One of the form's services."""
    attempt: Attempt | None = None
    """128 random bits in hex, the same where it is asked again because no answer came: the same code, counted once."""


class BallotRight(WireShape):
    """What a code is good for. Nothing of whose it is, which nobody knows."""

    service: str
    """What it asks about."""
    until: date
    """The last day on which it counts."""


class BallotCode(WireShape):
    """Told once, and kept nowhere: read it to the client or write it on a card."""

    code: str
    """In groups, to be read aloud."""
    service: str
    """What it is about."""
    month: str
    """Under which the answer will count."""
    until: date
    """The last day on which it counts."""


class BallotResult(WireShape):
    """What was said of one service in one month. `answered` and all that follows stay null where fewer than the form's
    least have answered, and until no code of that month counts any more: otherwise each answer could be told from the
    difference between two readings."""

    month: str
    """In which the codes were given."""
    service: str
    """What was asked about."""
    shown_from: date
    """The first day on which it is shown."""
    answered: int | None = None
    """How many have answered. Null: too few, or not yet."""
    invited: int | None = None
    """How many were given a code. Null: as above."""
    means: dict[str, str] | None = None
    """By element: the mean to two places. One that too few have answered is left out."""
    index: str | None = None
    """The index (IKM) to two places; only where every element has its mean."""
    grade: str | None = None
    """A to D. Null: no index."""
    said: list[str] | None = None
    """The free lines, in no order that tells whose they are."""


@router.get("/forms/satisfaction")
def read_form() -> BallotForm:
    """The form itself: questions, words for the answers, services."""
    return satisfaction()


@router.post("", status_code=204, responses=answers(Invalid, TooMany))
def cast_ballot(ask: BallotAsk, engine: TheEngine, settings: TheSettings, passing: Passing, now: Now) -> None:
    """Takes one answer for one code, without a session. The code is gone with it: sent twice, the second is refused."""
    form = satisfaction()
    must_fit(form, ask)
    # By the country's earliest clock: where a month's result is shown, no code of it counts any more.
    today = day_in(now, EASTERNMOST)
    with reading(engine) as session:  # who guesses keeps nobody from writing
        if find_code(session, settings, ask.code, today) is None:
            raise passing.wrong("/code", "ballot-code-unfit")
    with writing(engine) as session:
        right = spend_code(session, settings, ask.code, today)
        if right is None:
            raise Invalid.at("/code", "ballot-code-unfit")
        state(session, {"home": right.unit})
        kept = {"home": right.unit, "id": str(uuid4()), "month": right.month, "service": right.service}
        more = {"form": right.form, "answers": orjson.dumps(ask.answers, option=orjson.OPT_SORT_KEYS).decode()}
        said = {"age_band": ask.age_band, "sex": ask.sex, "said": ask.said}
        session.connection().execute(insert(BALLOT).values(**kept, **more, **said))


@router.post("/codes/check", responses=answers(Invalid, TooMany))
def check_ballot_code(
    ask: BallotCodeTry, engine: TheEngine, settings: TheSettings, passing: Passing, now: Now
) -> BallotRight:  # fmt: skip
    """Whether a code still counts, and what it asks about; it is not spent. Used, ended and unknown are the same here:
    of a spent code nothing is left that could tell."""
    with reading(engine) as session:
        right = find_code(session, settings, ask.code, day_in(now, EASTERNMOST))
    if right is None:
        raise passing.wrong("/code", "ballot-code-unfit")
    return BallotRight(service=right.service, until=right.until)


@router.post("/codes", status_code=201, responses=answers(SignInNeeded, NotYours, Invalid, TooMany))
def give_ballot_code(ask: BallotCodeAsk, claim: Claimed, engine: TheEngine, settings: TheSettings) -> BallotCode:
    """A code for a client, of the asker's unit and this month. Neither the client nor who gave it is kept with it."""
    form = satisfaction()
    if ask.service not in form.services:
        raise Invalid.at("/service", "unknown-choice")
    with acting(engine, claim) as (_, actor):
        if actor.unit is None:
            raise NotYours("no-unit")
        person, unit, today = actor.id, actor.unit, day_in(claim.now, actor.timezone)
    hit_rate_limit(engine, settings, CODES_MADE, f"ballot {person}", now=claim.now)
    code = given(engine, settings, form, CodeFor(unit, ask.service, today, ask.attempt or token_hex(16)))
    month = f"{today:%Y-%m}"
    return BallotCode(code=shown(code), service=ask.service, month=month, until=form.last_day(month))


@repeatable
def given(engine: Engine, settings: Settings, form: BallotForm, wanted: CodeFor) -> str:
    """In one transaction."""
    with writing(engine) as session:
        return give_code(session, settings, form, wanted)


@router.get("/results", responses=answers(SignInNeeded, NotYours, Invalid))
def read_results(
    actor: SignedIn, session: Reading, now: Now,
    month: Annotated[Month | None, Query(description="Such as 2026-11. The newest that is shown when absent.")] = None,
) -> list[BallotResult]:  # fmt: skip
    """What was said to the coordinator's unit, service by service; no sum over services, since what is hidden in one
    could be computed back from it."""
    if actor.role != "coordinator" or actor.unit is None:
        raise NotYours("coordinators-only")
    form, today = satisfaction(), day_in(now, actor.timezone)
    month = month or form.newest_month(today)
    closed = today > form.last_day(month)
    return [shown_of(session, form, actor.unit, month, service, closed) for service in form.services]


def must_fit(form: BallotForm, ask: BallotAsk) -> None:
    """Only elements of the form, and nothing personal in the free line."""
    strange = sorted(ask.answers.keys() - {one.key for one in form.elements})
    faults = [fault_at(f"/answers/{name}", "unknown-field") for name in strange]
    if ask.said and looks_personal(ask.said):
        faults.append(fault_at("/said", "names-somebody"))
    if faults:
        raise Invalid(errors=faults)


def shown_of(
    session: Session, form: BallotForm, unit: str, month: str, service: str, closed: bool
) -> BallotResult:  # fmt: skip
    """One cell of the table."""
    shown_from = date.fromordinal(form.last_day(month).toordinal() + 1)
    told: dict[str, Any] = {"month": month, "service": service, "shown_from": shown_from}
    rows = ballots_of(session, unit, month, service) if closed else []
    result = result_of(form, [orjson.loads(row.answers) for row in rows])
    if result is None:
        return BallotResult(**told)
    here = (ROUND.c.home == unit, ROUND.c.month == month, ROUND.c.service == service)
    invited = session.connection().execute(select(ROUND.c.invited).where(*here)).scalar_one_or_none()
    return BallotResult(
        **told, answered=result.answered, invited=invited, means={key: str(mean) for key, mean in result.means.items()},
        index=None if result.ikm is None else str(result.ikm), grade=result.grade,
        said=sorted(row.said for row in rows if row.said),
    )  # fmt: skip


def ballots_of(session: Session, unit: str, month: str, service: str) -> list[Any]:
    """By their ids, which are by chance."""
    here = (BALLOT.c.home == unit, BALLOT.c.month == month, BALLOT.c.service == service)
    return list(session.connection().execute(select(BALLOT).where(*here).order_by(BALLOT.c.id)).all())
