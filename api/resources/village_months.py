"""A month of the units of a village, for whoever leads it: the one page that may leave the unit, once it was confirmed,
and its decree."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from sqlalchemy import Engine
from sqlmodel import col, select

from api.access.read_log import log_read
from api.access.scope import area_held, enter
from api.db.engine import TheEngine, reading
from api.identity.current_actor import Now, Reading, SignedIn
from api.identity.people import Unit
from api.numbers.standing_counts import holding
from api.numbers.tables import UnitStanding
from api.numbers.unit_quarters import reader_of
from api.papers.paper_records import Values
from api.problems.tree import NotFound, NotYours, SignInNeeded, answers
from api.resources.confirmed_months import report_of
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
    sheet: MonthSheet | None
    """What of the month may leave the unit. Null: whoever leads it has not confirmed the month, which hands it over."""


@router.get("/months/{month}", responses=answers(SignInNeeded, NotYours, NotFound))
def read_village_month(
    month: Month, actor: SignedIn, session: Reading, engine: TheEngine, now: Now
) -> list[VillageUnit]:
    """Of a month that is over, of every unit of the reader's village by name: the same sheet as `GET
    /v1/months/{month}/sheet`, without a name and without a small number of people, where the unit confirmed it."""
    query = select(Unit).where(Unit.village == area_held(actor, "village")).order_by(Unit.name, col(Unit.id))
    units = session.exec(query).all()
    if any(month >= f"{today_in(one, now):%Y-%m}" for one in units):
        raise NotFound("month-not-over")
    scope = enter(session, actor, now)
    log_read(engine, scope, "month", "overview", [], {"month": month})
    return [unit_told(engine, one, report_of(session, scope, one.id, month), month, now) for one in units]


def unit_told(engine: Engine, unit: Unit, report: Values | None, month: str, now: datetime) -> VillageUnit:
    """Counted as whoever counts numbers reads a unit: nothing but the sheet leaves this transaction."""
    reader, today = reader_of(unit), today_in(unit, now)
    with reading(engine, reader) as session:
        scope = enter(session, reader, now)
        sheet = report and sheet_told(month, month_counted(session, scope, month, today), report)
        here = (UnitStanding.home == unit.id, UnitStanding.key == "decreed")
        held = session.exec(select(UnitStanding).where(*here, *holding("", today))).all()
    until = max((one.until or "9999" for one in held), default=None)
    last = date.fromisoformat(until) if until and until < "9999" else None
    return VillageUnit(unit=unit.id, name=unit.name, decreed=bool(held), decree_until=last, sheet=sheet)


def today_in(unit: Unit, now: datetime) -> date:
    """Where the unit lies."""
    return now.astimezone(ZoneInfo(unit.timezone)).date()
