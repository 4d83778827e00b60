"""Units that a district's office opens, before anybody has mapped the village or works there."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field
from sqlmodel import Session, col, or_, select

from api.access.scope import area_held
from api.actor import Actor
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.db.stated_scope import state
from api.identity.audits import record_audit
from api.identity.current_actor import Claimed, acting
from api.identity.people import Unit
from api.identity.provisioning import PLACE_NAME, make_unit
from api.identity.server_epoch import EpochState
from api.ids import UUID7_PATTERN
from api.problems.tree import Invalid, NotAllowed, NotYours, SignInNeeded, answers
from api.shapes import ClosedShape, WireShape

router = APIRouter(prefix="/v1/units", tags=["unit-progress"])

UnitId = Annotated[str, Path(pattern=UUID7_PATTERN, description="The unit's id.")]


class UnitText(ClosedShape):
    """What a unit is opened with."""

    name: Annotated[str, Field(max_length=PLACE_NAME, examples=["IBM Desa Kopeng"])]
    """As it is called, on one line."""
    village: Annotated[str, Field(examples=["33.22.01.2003"])]
    """Kemendagri code of its village."""


class UnitOpened(WireShape):
    """A unit of one village."""

    id: str
    """Its id, which its papers lie under."""
    name: str
    """As it is called."""
    village: str
    """Kemendagri code of its village."""
    timezone: str
    """IANA name of the zone in which its days are counted: that of its province."""


@router.put("/{unit}", responses=answers(SignInNeeded, NotYours, NotAllowed, Invalid))
@repeatable
def open_unit(unit: UnitId, asked: UnitText, claim: Claimed, engine: TheEngine) -> UnitOpened:
    """By the office of the district in which the village lies, under an id of its own making (UUID 7). Its mapping is
    written into its papers then. A village that has a unit gets a second one by the programme's operator alone."""
    with acting(engine, claim) as (session, actor):
        if not asked.village.startswith(f"{area_held(actor, 'opens')}."):
            raise Invalid.at("/village", "village-elsewhere")
        row = there(session, unit, asked) or made(session, actor, unit, asked, claim.now)
        return UnitOpened(id=row.id, name=row.name, village=row.village, timezone=row.timezone)


def there(session: Session, unit: str, asked: UnitText) -> Unit | None:
    """The same one, where it was opened before. NotAllowed where the village, or the id, has another."""
    session.get(EpochState, 1, with_for_update=True)  # of two who open one, the second finds that of the first
    rows = session.exec(select(Unit).where(or_(col(Unit.village) == asked.village, col(Unit.id) == unit))).all()
    if not rows or [(one.id, one.village, one.name) for one in rows] == [(unit, asked.village, asked.name)]:
        return rows[0] if rows else None
    is_here = any(one.village == asked.village for one in rows)
    raise NotAllowed("village-has-unit" if is_here else "unit-id-taken")


def made(session: Session, actor: Actor, unit: str, asked: UnitText, now: datetime) -> Unit:
    """With a line in the trail. Its feeds are written into its own home, which nobody has written into yet."""
    state(session, {"home": unit})
    record_audit(session, "unit", unit, by=actor.id, now=now)
    return make_unit(session, asked.name, asked.village, now=now, id=unit)
