"""What offices are told of danger that nobody looked after for a day: a district in which unit and of which class,
those above it in how many regencies."""

from datetime import date, timedelta
from typing import Literal, get_args

from fastapi import APIRouter
from sqlmodel import col, select

from api import policies
from api.access.read_log import log_read
from api.access.scope import Scope, area_counted, area_held, must_have_right
from api.access.unlooked_alerts import REGENCY, unlooked_alerts, unlooked_regencies
from api.db.engine import TheEngine, one_of
from api.identity.current_actor import Now, Reading, SignedIn
from api.identity.people import Unit
from api.problems.tree import NotYours, SignInNeeded, answers
from api.shapes import WireShape

router = APIRouter(prefix="/v1/unlooked-alerts", tags=["unit-progress"])
UNIT = Unit.metadata.tables["unit"]
UNLOOKED = timedelta(hours=24)
DangerClass = Literal["mind", "body", "violence"]


class UnlookedDanger(WireShape):
    """Open signs of danger of one class in one unit."""

    unit: str
    """The unit that is responsible for them."""
    name: str
    """Of the unit."""
    danger: DangerClass
    """The class, as the policy `emergency_card` names it. Never the sign itself."""
    count: int
    """How many are open, and nothing was written about them for 24 hours."""
    since: date
    """The day on which the oldest of them was seen."""


class OverseenDanger(WireShape):
    """Regencies of an area in which nobody looked after a sign of danger: never which, how often, or of whom."""

    regencies: int
    """How many have units."""
    unlooked: int
    """In how many of them an open sign of danger had nothing written about it for 24 hours."""
    by_danger: dict[DangerClass, int] | None
    """In how many by class, which one regency may have several of. Null: the area has fewer than `least` regencies with
    units."""
    least: int
    """As few regencies are not told apart by class."""


@router.get("", responses=answers(SignInNeeded, NotYours))
def list_unlooked_alerts(actor: SignedIn, session: Reading, engine: TheEngine, now: Now) -> list[UnlookedDanger]:
    """For the office of a district, of its units: the oldest first. One is told too, since somebody is in danger; whose
    it is, which sign it was and who saw it are not."""
    found = unlooked_alerts(session, area_held(actor, "warned"), now - UNLOOKED)
    query = select(Unit.id, Unit.name).where(one_of(session, UNIT.c.id, [one.unit for one in found]))
    names = dict(session.exec(query.order_by(col(Unit.id))).all())
    log_read(engine, Scope(actor, now), "alert", "overview", [], {"hours": UNLOOKED.total_seconds() // 3600})
    told = [
        UnlookedDanger.model_validate(
            {"unit": one.unit, "name": names[one.unit], "danger": one.danger, "count": one.many, "since": one.since}
        )
        for one in found
    ]
    return sorted(told, key=lambda one: (one.since, one.name, one.danger))


@router.get("/regencies", responses=answers(SignInNeeded, NotYours))
def read_overseen_danger(actor: SignedIn, session: Reading, engine: TheEngine, now: Now) -> OverseenDanger:
    """For the office of a province and of the nation, of its own area: regencies are counted, and no alerts."""
    must_have_right(actor, "oversees")
    area, least = area_counted(actor, None), policies.report_definitions().least
    found = {one.danger: one.many for one in unlooked_regencies(session, area, now - UNLOOKED)}
    villages = session.exec(select(Unit.village).where(col(Unit.village).startswith(area))).all()
    regencies = len({village[:REGENCY] for village in villages})
    log_read(engine, Scope(actor, now), "alert", "overview", [], {"hours": UNLOOKED.total_seconds() // 3600})
    apart = {name: found.get(name, 0) for name in get_args(DangerClass)} if regencies >= least else None
    return OverseenDanger(regencies=regencies, unlooked=found.get("", 0), by_danger=apart, least=least)
