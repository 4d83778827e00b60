"""A month of the units of a village, for whoever leads it: the one page that may leave the unit, and its decree."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from sqlalchemy import Engine
from sqlmodel import col, select

from api.access.read_log import log_read
from api.access.scope import Scope, area_held, enter
from api.db.engine import TheEngine, reading
from api.identity.current_actor import Now, Reading, SignedIn
from api.identity.people import Unit
from api.numbers.standing_counts import holding
from api.numbers.tables import UnitStanding
from api.numbers.unit_quarters import reader_of
from api.problems.tree import NotFound, NotYours, SignInNeeded, answers
from api.resources.months import Month, MonthSheet, month_counted, sheet_told
from api.shapes import WireShape

router = APIRouter(prefix="/v1/village", tags=["village"])


class VillageUnit(WireShape):
    """A unit of the village."""

    unit: str
    """Its id."""
    name: str
    """As people know it."""
    decreed: bool
    """Whether a decree that forms it is valid today, as of the last nightly count."""
    decree_until: date | None
    """The last day of that decree. Null: it names none, or there is no such decree."""
    sheet: MonthSheet
    """What of the month may leave the unit."""


@router.get("/months/{month}", responses=answers(SignInNeeded, NotYours, NotFound))
def read_village_month(
    month: Month, actor: SignedIn, session: Reading, engine: TheEngine, now: Now
) -> list[VillageUnit]:
    """Of a month that is over, of every unit of the reader's village by name: the same sheet as `GET
    /v1/months/{month}/sheet`, without a name and without a small number of people."""
    query = select(Unit).where(Unit.village == area_held(actor, "village")).order_by(Unit.name, col(Unit.id))
    units = session.exec(query).all()
    if any(month >= f"{today_in(one, now):%Y-%m}" for one in units):
        raise NotFound("month-not-over")
    log_read(engine, Scope(actor, now), "month", "overview", [], {"month": month})
    return [told for one in units for told in unit_told(engine, one, month, now)]


def unit_told(engine: Engine, unit: Unit, month: str, now: datetime) -> Iterator[VillageUnit]:
    """Counted as whoever counts numbers reads a unit: nothing but the sheet leaves this transaction."""
    reader, today = reader_of(unit), today_in(unit, now)
    with reading(engine, reader) as session:
        counts = month_counted(session, enter(session, reader, now), month, today)
        here = (UnitStanding.home == unit.id, UnitStanding.key == "decreed")
        held = session.exec(select(UnitStanding).where(*here, *holding("", today))).all()
    until = max((one.until or "9999" for one in held), default=None)
    last = date.fromisoformat(until) if until and until < "9999" else None
    yield VillageUnit(
        unit=unit.id, name=unit.name, decreed=bool(held), decree_until=last, sheet=sheet_told(month, counts)
    )


def today_in(unit: Unit, now: datetime) -> date:
    """Where the unit lies."""
    return now.astimezone(ZoneInfo(unit.timezone)).date()
