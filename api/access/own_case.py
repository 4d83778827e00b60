"""What a client is shown of her own case: what is kept, by kind and day; who holds it, and who looked.

Other persons' data is not hers to see: of a record about somebody of her family only the kind and the day is told.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import bindparam, func, select, text
from sqlmodel import Session

from api.access.read_log import ReadLog
from api.areas.place_days import written_on
from api.areas.time_zones import WESTERN
from api.changes.feed_key import FeedKey
from api.changes.tables import Change, Feed, Follow, SentRecord
from api.db.stated_scope import state
from api.identity.actors import table
from api.identity.memberships import Membership
from api.identity.people import Person, Unit
from api.records import KINDS
from api.settings import Settings
from api.visitors.visitor_codes import OWN_CODE_LED, OWN_CODES, find_visitor_code

FEED, CHANGE, FOLLOW, SENT, LOG = table(Feed), table(Change), table(Follow), table(SentRecord), table(ReadLog)
PERSON, MEMBERSHIP, UNIT = table(Person), table(Membership), table(Unit)
LENGTH = 10
DAYS = 7
LOOKED_BACK = timedelta(days=90)
ABOUT_HER = ("alias", "code", "age_band", "sex", "status")
THROUGH_THE_OWNER = text("SELECT at, role FROM pulih_looks_at(CAST(:homes AS uuid[]), CAST(:feed AS uuid), :since)")


class OpenedCase(NamedTuple):
    """What a code leads to. `led`: given by whoever leads the unit, so that it tells complaints and words too."""

    case: FeedKey
    led: bool


class OwnRecord(NamedTuple):
    """A kind, and its day where the record has one, or that on which it was written."""

    kind: str
    on: str


class OwnCase(NamedTuple):
    """`unit`: its name; `zone`: in which its days are counted; `about`: what the record that opened the case says of
    her."""

    unit: str
    zone: str
    about: Mapping[str, Any]
    records: Sequence[OwnRecord]


def opened_by(session: Session, settings: Settings, typed: str, now: datetime) -> OpenedCase | None:
    """Hers, where the code counts, until its last day is over in all of the country, and the case was not erased. From
    here the transaction reads in its home alone."""
    today = now.astimezone(ZoneInfo(WESTERN)).date()
    for purpose in OWN_CODES:
        found = find_visitor_code(session, settings, purpose, typed, today)
        if found is None:
            continue
        state(session, {"home": found.home})
        here = (FEED.c.home == found.home, FEED.c.id == found.about, FEED.c.erased_at.is_(None))
        if session.connection().execute(select(FEED.c.id).where(*here)).first():
            return OpenedCase(FeedKey(found.home, found.about), purpose == OWN_CODE_LED)
    return None


def own_case(session: Session, case: FeedKey) -> OwnCase:
    """Living records alone, the newest first."""
    query = select(CHANGE.c.kind, CHANGE.c.record, CHANGE.c.at, CHANGE.c.body).where(
        CHANGE.c.home == case.home, CHANGE.c.feed == case.id, CHANGE.c.last
    )
    unit = select(FEED.c.unit).where(FEED.c.home == case.home, FEED.c.id == case.id).scalar_subquery()
    place = session.connection().execute(select(UNIT.c.name, UNIT.c.timezone).where(UNIT.c.id == unit)).one()
    about: dict[str, Any] = {}
    records = []
    for kind, record, at, body in session.connection().execute(query):
        told = orjson.loads(body) if body else None
        if told is None or told.get("voided_because"):
            continue
        known = KINDS.get(kind)
        if known is not None and known.opens_case:
            about = {name: told[name] for name in ABOUT_HER if told.get(name)}
        day = told.get(known.day) if known and known.day else None
        records.append(OwnRecord(kind, str(day or written_on(record, at, place.timezone))))
    newest = sorted(records, key=lambda one: (one.on, one.kind), reverse=True)
    return OwnCase(place.name, place.timezone, about, newest)


def holders_of(session: Session, case: FeedKey) -> Sequence[Any]:
    """Her agents by name, those of today first: they are no strangers to her."""
    here = (FOLLOW.c.home == case.home, FOLLOW.c.feed == case.id)
    query = select(PERSON.c.name, FOLLOW.c.since, FOLLOW.c.until).join_from(
        FOLLOW, PERSON, PERSON.c.id == FOLLOW.c.agent
    )
    ordered = query.where(*here).order_by(FOLLOW.c.until.is_not(None), FOLLOW.c.since)
    return session.connection().execute(ordered).all()


def looks_at(session: Session, case: FeedKey, now: datetime) -> list[tuple[datetime, str]]:
    """(when, role) of every look of an office at her case in ninety days, the newest first; by role and not by name."""
    asked = {"feed": case.id, "since": now - LOOKED_BACK}
    homes = places_that_look(session, case)
    if session.get_bind().dialect.name == "postgresql":
        rows = session.connection().execute(THROUGH_THE_OWNER, {**asked, "homes": homes}).all()
    else:
        found = select(LOG.c.at, LOG.c.role).where(
            LOG.c.home.in_(homes), LOG.c.at >= bindparam("since", type_=LOG.c.at.type),
            func.instr(LOG.c.feeds, bindparam("feed")) > 0,
        )  # fmt: skip
        rows = session.connection().execute(found, asked).all()
    return sorted(((row.at, row.role) for row in rows), reverse=True)


def places_that_look(session: Session, case: FeedKey) -> list[str]:
    """Where people work whose looks may be about this case: its units, and who was sent something of it."""
    units = session.connection().execute(
        select(FEED.c.home, FEED.c.unit).where(FEED.c.home == case.home, FEED.c.id == case.id)
    ).one()  # fmt: skip
    sent = select(SENT.c.recipient, SENT.c.area).where(SENT.c.home == case.home, SENT.c.feed == case.id)
    addressed = session.connection().execute(sent).all()
    areas = [area for _, area in addressed if area]
    officers = select(MEMBERSHIP.c.person).where(MEMBERSHIP.c.area.in_(areas))
    there = session.connection().execute(officers).scalars().all() if areas else []
    return sorted({*units, *(place for place, _ in addressed if place), *there})
