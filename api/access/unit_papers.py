"""Papers of the units in an area: what an office may reach there without following any of it."""

from collections.abc import Iterable, Set

from sqlalchemy import or_, select
from sqlmodel import Session

from api.access.reached_cases import Cases
from api.changes.feed_key import FeedKey, coaching_id
from api.changes.following import UNIT
from api.db.stated_scope import by_last_symbol, state
from api.records.record import FeedAbout


def papers_in(session: Session, about: Set[FeedAbout], area: str) -> Cases:
    """Those of the units in this area, each record of which its kind may open."""
    if not about:
        return frozenset()
    lies = or_(UNIT.c.village == area, UNIT.c.village.startswith(f"{area}."))
    units = session.connection().execute(select(UNIT.c.id).where(lies)).scalars().all()
    return frozenset(FeedKey(unit, feed_about(unit, one)) for unit in units for one in about)


def feed_about(unit: str, about: FeedAbout) -> str:
    """Of a unit: its own papers, or its coaching papers."""
    return coaching_id(unit) if about == "coaching" else unit


def state_coaching(session: Session, units: Iterable[str]) -> None:
    """The coaching papers of these units, as whoever follows them has them, and no case of a client."""
    state(session, by_last_symbol("cases", (FeedKey(unit, coaching_id(unit)) for unit in units)))
