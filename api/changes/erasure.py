"""A case is erased: what anybody wrote in it goes, and that it was there stays, so that no phone brings it back.

Every record becomes a tombstone, told anew to whoever follows the case; ids, moments and who held it remain, as the
trail. What an older backup still holds is not reached from here.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, SQLModel

from api.changes.blobs import erase_blobs
from api.changes.feeds import LockedHome, store_counter, tell_again
from api.changes.index_tables import ROWS
from api.changes.store import COMMON
from api.changes.tables import Feed

TABLES = SQLModel.metadata.tables
CHANGE, FOLLOW, HELD = TABLES["change"], TABLES["follow"], TABLES["held_change"]
NOTHING = "{}"
ERASED = ""
"""In the place of a hash: of a short text it would tell the text to whoever tries."""


def erase_case(session: Session, locked: LockedHome, feed: Feed, now: datetime) -> None:
    """Under the lock of its home; the caller commits."""
    run = session.connection().execute
    mine = (CHANGE.c.home == feed.home, CHANGE.c.feed == feed.id)
    kinds = run(select(CHANGE.c.kind).where(*mine).distinct()).scalars().all()
    blank = dict.fromkeys(("set", "was", "answers", "lost", "body"))
    run(update(CHANGE).where(*mine).values(**blank, content=ERASED))
    for table in (ROWS[kind] for kind in sorted(kinds)):
        fields = dict.fromkeys(column.name for column in list(table.columns)[COMMON:])
        run(update(table).where(table.c.home == feed.home, table.c.feed == feed.id).values(asked=False, **fields))
    erase_blobs(session, feed.home, feed.id)
    copies = update(HELD).where(HELD.c.home == feed.home, HELD.c.feed == feed.id)
    gone = {"change": NOTHING, "problem": NOTHING, "content": ERASED, "because": None}
    run(copies.values(**gone, decision="resolved", decided_at=now))
    run(update(FOLLOW).where(FOLLOW.c.home == feed.home, FOLLOW.c.feed == feed.id).values(because=None))
    feed.live, feed.sum, feed.erased_at = 0, 0, now
    tell_again(session, locked, feed)
    store_counter(session, locked)
    session.flush()
