"""Which life of this server it is: a sign-in is bound to it, and a phone that meets another asks what it must.

One row, with the numbers of its backups. Where each home stood when an epoch began is known to the changes.
"""

from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, select, true
from sqlmodel import Field, Session, SQLModel

from api.db.fixed import fixed
from api.db.utc import WHEN


class EpochState(SQLModel, table=True):
    """`started` is raised before a backup's snapshot, `done` when the copy is complete and was opened once, which was
    at `done_at`."""

    __tablename__ = "epoch_state"
    id: int = Field(default=1, primary_key=True)
    epoch: str = Field(sa_type=String(32))
    started: int = 0
    done: int = 0
    since: datetime = Field(sa_type=WHEN)
    done_at: datetime | None = Field(default=None, sa_type=WHEN)


EPOCH = SQLModel.metadata.tables["epoch_state"]
THE_EPOCH = select(EPOCH.c.epoch).where(EPOCH.c.id == fixed(1)).scalar_subquery()
STARTED = select(EPOCH.c.started).where(EPOCH.c.id == fixed(1)).scalar_subquery()


def with_epoch(homes: Select[Any] | CompoundSelect[Any]) -> Select[Any]:
    """Epoch, started and done stand before each of these rows, and alone where there is none."""
    found = homes.subquery("homes")
    wanted = (EPOCH.c.epoch, EPOCH.c.started, EPOCH.c.done, *found.c)
    return select(*wanted).select_from(EPOCH.outerjoin(found, true())).where(EPOCH.c.id == fixed(1))


def epoch_state(session: Session) -> EpochState:
    """The one row; made at first use. A write session only needs it when it is missing: `ensure_epoch` makes it."""
    return session.get_one(EpochState, 1)


def ensure_epoch(session: Session, now: datetime) -> EpochState:
    """The row, made with a fresh epoch where there is none: then no home has begun either."""
    row = session.get(EpochState, 1)
    if row is None:
        row = EpochState(epoch=token_hex(16), since=now)
        session.add(row)
    return row
