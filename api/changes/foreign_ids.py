"""Ids that mean something in another home. They are answered like unknown ones and never made a second time here:
two cases of one id would be one case to whoever compares ids alone.
"""

from collections.abc import Collection

from sqlalchemy import select, text, union
from sqlmodel import Session, col

from api.changes.tables import Change
from api.identity.people import Unit

# Row security hides other homes; this function of the owner tells of them which ids are taken, and no more.
BEHIND_THE_WALL = text("SELECT id::text FROM pulih_ids_elsewhere(CAST(:home AS uuid), CAST(:ids AS uuid[]))")


def ids_elsewhere(session: Session, home: str, ids: Collection[str]) -> set[str]:
    """Those of these ids under which another home keeps a record, or which are a unit's own."""
    if not ids:
        return set()
    if session.get_bind().dialect.name == "postgresql":
        return set(session.execute(BEHIND_THE_WALL, {"home": home, "ids": list(ids)}).scalars())
    records = select(col(Change.record)).where(col(Change.record).in_(ids), col(Change.home) != home)
    return set(session.execute(union(records, select(col(Unit.id)).where(col(Unit.id).in_(ids)))).scalars())
