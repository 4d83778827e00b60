"""What offices want to reach in a year: the nation anywhere, a province in what lies in it, a district of its units."""

from datetime import datetime
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Path, Query
from pydantic import Field
from sqlmodel import Session, col, select

from api import policies
from api.access.scope import area_counted
from api.actor import Actor
from api.areas import area as area_called
from api.areas import known
from api.db.engine import TheEngine, one_of
from api.db.passing_faults import repeatable
from api.identity.audits import record_audit
from api.identity.current_actor import Claimed, Now, Reading, SignedIn, acting
from api.identity.people import Unit
from api.ids import UUID7_PATTERN, is_id, new_id
from api.numbers.standing_counts import LEVELS, PlaceLevel, lies_in
from api.numbers.tables import TargetHistory, UnitTarget
from api.numbers.yearly_targets import most_wanted
from api.problems.tree import Invalid, NotFound, NotYours, SignInNeeded, answers
from api.resources.days import day_in
from api.resources.unit_progress import OFFICE_TIME, Inside
from api.shapes import ClosedShape, WireShape

router = APIRouter(prefix="/v1/targets", tags=["targets"])
COUNTRY = "country"
UNIT = Unit.metadata.tables["unit"]

Year = Annotated[int, Path(ge=2017, le=2100, description="Which year; none that is over.")]
ListedYear = Annotated[int | None, Query(ge=2017, le=2100, description="The year that runs when absent.")]
Place = Annotated[
    str,
    Path(
        pattern=rf"^({COUNTRY}|\d\d(\.\d\d)?|{UUID7_PATTERN.strip('^$')})$",
        description="`country`, a province's or a regency's code, or a unit's id.",
    ),
]
MeasureName = Annotated[
    str, Path(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="A number of the policy `told_numbers`.")
]


class TargetValue(ClosedShape):
    """What is wanted."""

    value: Annotated[int, Field(ge=0, le=999_999_999, examples=[8])] | None
    """How many; of a number that is told as a share, per cent. Null takes the target back."""


class Target(WireShape):
    """A number that somewhere is to be reached in a year."""

    year: int
    """Which year."""
    place: str
    """A unit's id, an area's code, or `country`."""
    level: PlaceLevel
    """What the place is."""
    name: str
    """Of the unit or area."""
    measure: str
    """Its name in the policy `told_numbers`."""
    value: int | None
    """How many are wanted. Null: it was taken back."""
    set_at: datetime
    """When it was set last."""


class TargetSet(WireShape):
    """What was wanted, from one moment on."""

    value: int | None
    """How many. Null: the target was taken back."""
    set_at: datetime
    """When it was set."""


class TargetPlace(NamedTuple):
    """Where a target is for. `key`: as it is kept; `area`: the code in which it lies."""

    key: str
    level: PlaceLevel
    name: str
    area: str


@router.get("", responses=answers(SignInNeeded, NotYours, NotFound, Invalid))
def list_targets(
    actor: SignedIn, session: Reading, now: Now, year: ListedYear = None, area: Inside = None
) -> list[Target]:
    """Of an area and of all that lies in it, by place and number."""
    inside, named = area_counted(actor, area), year or day_in(now, OFFICE_TIME).year
    query = select(UnitTarget).where(UnitTarget.year == named, lies_in(col(UnitTarget.area), inside))
    rows = session.exec(query.order_by(col(UnitTarget.place), col(UnitTarget.measure))).all()
    ids = [row.place for row in rows if is_id(row.place)]
    units = {one.id: one for one in session.exec(select(Unit).where(one_of(session, UNIT.c.id, ids)))}
    return [told(row, place_called(row.place, units.get(row.place))) for row in rows]


@router.get("/{year}/{place}/{measure}", responses=answers(SignInNeeded, NotYours, NotFound, Invalid))
def list_target_history(
    year: Year, place: Place, measure: MeasureName, actor: SignedIn, session: Reading
) -> list[TargetSet]:
    """Each time that it was set, the newest first; empty where it never was. Of her area, and of what lies in it."""
    wanted = place_within(session, actor, "" if place == COUNTRY else place)
    query = select(TargetHistory).join(UnitTarget, col(UnitTarget.id) == TargetHistory.target)
    query = query.where(UnitTarget.year == year, UnitTarget.place == wanted.key, UnitTarget.measure == measure)
    rows = session.exec(query.order_by(col(TargetHistory.set_at).desc(), col(TargetHistory.id).desc())).all()
    return [TargetSet(value=row.value, set_at=row.set_at) for row in rows]


@router.put("/{year}/{place}/{measure}", responses=answers(SignInNeeded, NotYours, NotFound, Invalid))
@repeatable
def set_target(
    year: Year, place: Place, measure: MeasureName, asked: TargetValue, claim: Claimed, engine: TheEngine, now: Now
) -> Target:
    """By an office above the place; the nation's sets its own too. What stood there before is replaced."""
    must_be_wanted(year, measure, now)
    must_be_possible(measure, asked.value)
    with acting(engine, claim) as (session, actor):
        wanted = place_below(session, actor, "" if place == COUNTRY else place)
        return told(kept(session, actor, (year, wanted, measure), asked.value, now), wanted)


def must_be_wanted(year: int, measure: str, now: datetime) -> None:
    """Of a year that is not over, and a number that there is."""
    if year < day_in(now, OFFICE_TIME).year:
        raise Invalid.at("/year", "year-over")
    if measure not in policies.told_numbers().measured:
        raise Invalid.at("/measure", "unknown-choice")


def must_be_possible(measure: str, value: int | None) -> None:
    """A share is of a hundred."""
    most = most_wanted(measure)
    if most is not None and value is not None and value > most:
        raise Invalid.at("/value", "number-too-large", most=most)


def place_below(session: Session, actor: Actor, key: str) -> TargetPlace:
    """It lies in her area, and is not that area itself. NotFound where it lies elsewhere, or nowhere."""
    wanted = place_within(session, actor, key)
    if wanted.area and wanted.area == area_counted(actor, None):
        raise NotYours("target-from-above")
    return wanted


def place_within(session: Session, actor: Actor, key: str) -> TargetPlace:
    """Her own area, or what lies in it. NotYours of who is told no counts, wherever it lies; NotFound elsewhere."""
    area_counted(actor, None)
    wanted = place_of(session, key)
    area_counted(actor, wanted.area)
    return wanted


def place_of(session: Session, key: str) -> TargetPlace:
    """By its id, its code, or nothing: the country."""
    return place_called(key, session.get(Unit, key) if is_id(key) else None)


def place_called(key: str, unit: Unit | None) -> TargetPlace:
    """`unit`: the one with this id."""
    if is_id(key):
        if unit is None:
            raise NotFound()
        return TargetPlace(key, "unit", unit.name, unit.village)
    if key and not known(key):
        raise NotFound()
    return TargetPlace(key, LEVELS[len(key)][0], area_called(key).name if key else "Indonesia", key)


def kept(
    session: Session, actor: Actor, name: tuple[int, TargetPlace, str], value: int | None, now: datetime
) -> UnitTarget:
    """As it stands after this; the trail names what moved."""
    year, place, measure = name
    query = select(UnitTarget).where(UnitTarget.year == year, UnitTarget.measure == measure)
    row = session.exec(query.where(UnitTarget.place == place.key).with_for_update()).first()
    if row is None:
        row = UnitTarget(id=new_id(), year=year, place=place.key, measure=measure, value=None, area=place.area,
                         set_by=actor.id, set_at=now)  # fmt: skip
    if row.value != value:
        row.value, row.set_by, row.set_at = value, actor.id, now
        session.add_all([row, TargetHistory(id=new_id(), target=row.id, value=value, set_by=actor.id, set_at=now)])
        record_audit(session, "target", row.id, by=actor.id, now=now)
    return row


def told(row: UnitTarget, place: TargetPlace) -> Target:
    """On the wire."""
    return Target(
        year=row.year, place=row.place or COUNTRY, level=place.level, name=place.name, measure=row.measure,
        value=row.value, set_at=row.set_at,
    )  # fmt: skip
