"""A case is erased with what was told of it beside it: to units that it was offered to, and in her own requests."""

from collections.abc import Iterable
from datetime import datetime

import orjson
from sqlalchemy import select, update
from sqlmodel import Session, SQLModel

from api.access.rights_requests import RIGHTS
from api.changes.erasure import erase_case
from api.changes.feeds import LockedHome
from api.changes.tables import Feed
from api.db.stated_scope import state

CHANGE, OFFER = SQLModel.metadata.tables["change"], SQLModel.metadata.tables["move_offer"]


def erase_whole(session: Session, locked: LockedHome, feed: Feed, now: datetime) -> None:
    """The case, what other units were told of it, and her own words in what she asked."""
    units = units_offered(session, feed)
    erase_case(session, locked, feed, now)
    mine = update(RIGHTS).where(RIGHTS.c.home == feed.home, RIGHTS.c.feed == feed.id)
    session.connection().execute(mine.values(said=None))
    empty_offers(session, feed, units, now)


def units_offered(session: Session, feed: Feed) -> set[str]:
    """To which units she was offered: each holds a row that tells of her."""
    query = select(CHANGE.c.body).where(CHANGE.c.home == feed.home, CHANGE.c.feed == feed.id, CHANGE.c.kind == "move")
    bodies = session.connection().execute(query.where(CHANGE.c.last)).scalars()
    return {unit for body in bodies if body and (unit := orjson.loads(body).get("to_unit"))}


def empty_offers(session: Session, feed: Feed, units: Iterable[str], now: datetime) -> None:
    """In the homes of those units, one after the other."""
    for unit in sorted(units):
        state(session, {"home": unit})
        told = update(OFFER).where(OFFER.c.home == unit, OFFER.c.feed == feed.id)
        session.connection().execute(told.values(because=None, age_band=None, sex=None, answered_at=now))
    state(session, {"home": feed.home})
