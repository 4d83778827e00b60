"""Ids that mean something in another home. They are answered like unknown ones and never made a second time here:
two cases of one id would be one case to whoever compares ids alone.
"""

from collections.abc import Collection

from sqlalchemy import bindparam, select, text, union
from sqlmodel import Session

from api.changes.change_rows import CHANGE
from api.db.among import among
from api.identity.people import Unit

UNIT = Unit.metadata.tables["unit"]

# Row security hides other homes; this function of the owner tells of them which ids are taken, and no more.
BEHIND_THE_WALL = text("SELECT id::text FROM pulih_ids_elsewhere(CAST(:home AS uuid), CAST(:ids AS uuid[]))")

ON_SQLITE = union(
    select(CHANGE.c.record).where(among(CHANGE.c.record), CHANGE.c.home != bindparam("home")),
    select(UNIT.c.id).where(among(UNIT.c.id)),
)


def ids_elsewhere(session: Session, home: str, ids: Collection[str]) -> set[str]:
    """Those of these ids under which another home keeps a record, or which are a unit's own."""
    if not ids:
        return set()
    query = BEHIND_THE_WALL if session.get_bind().dialect.name == "postgresql" else ON_SQLITE
    return set(session.connection().execute(query, {"home": home, "ids": list(ids)}).scalars())
