"""What a district's office is told of danger in its units: which class, and that nobody looked after it for a day."""

from datetime import date, timedelta
from typing import Literal

from fastapi import APIRouter
from sqlmodel import col, select

from api.access.read_log import log_read
from api.access.scope import Scope, area_held
from api.access.unlooked_alerts import unlooked_alerts
from api.db.engine import TheEngine, one_of
from api.identity.current_actor import Now, Reading, SignedIn
from api.identity.people import Unit
from api.problems.tree import NotYours, SignInNeeded, answers
from api.shapes import WireShape

router = APIRouter(prefix="/v1/unlooked-alerts", tags=["unit-progress"])
UNIT = Unit.metadata.tables["unit"]
UNLOOKED = timedelta(hours=24)


class UnlookedDanger(WireShape):
    """Open signs of danger of one class in one unit."""

    unit: str
    """The unit that is responsible for them."""
    name: str
    """Of the unit."""
    danger: Literal["mind", "body", "violence"]
    """The class, as the policy `emergency_card` names it. Never the sign itself."""
    count: int
    """How many are open, and nothing was written about them for 24 hours."""
    since: date
    """The day on which the oldest of them was seen."""


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
