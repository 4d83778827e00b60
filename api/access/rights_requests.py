"""What a client asks about her own data (UU 27/2022): kept apart from her case, since it may be about her agent.

Nobody who follows a case reads these; whoever leads the unit that is responsible now reads and answers them.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple
from uuid import uuid4

from sqlalchemy import String, Text, select
from sqlmodel import Field, Session, SQLModel

from api.access.scope import Scope
from api.changes.feed_key import FeedKey
from api.changes.tables import ID
from api.db.stated_scope import state
from api.db.utc import WHEN
from api.problems.tree import NotAllowed, NotFound

Right = Literal["see", "correct", "stop", "limit", "erase", "complain", "who_looked"]
Outcome = Literal["done", "partly", "declined"]
TIME = timedelta(hours=72)  # UU 27/2022: 3x24 hours
MOST_OPEN = 10
COMPLAIN: Right = "complain"


class RightsRequest(SQLModel, table=True):
    """`said`: in her own words. `answer`: read by her, with `outcome`."""

    __tablename__ = "rights_request"
    home: str = Field(sa_type=ID, primary_key=True)
    id: str = Field(sa_type=ID, primary_key=True)
    feed: str = Field(sa_type=ID, index=True)
    right: str = Field(sa_type=String(20))
    said: str | None = Field(default=None, sa_type=Text)
    asked_at: datetime = Field(sa_type=WHEN)
    due_at: datetime = Field(sa_type=WHEN)
    answered_at: datetime | None = Field(default=None, sa_type=WHEN)
    answered_by: str | None = Field(default=None, sa_type=ID)
    outcome: str | None = Field(default=None, sa_type=String(20))
    answer: str | None = Field(default=None, sa_type=Text)


class OwnRequest(NamedTuple):
    """What she asks."""

    right: Right
    said: str | None


FEED = SQLModel.metadata.tables["feed"]
RIGHTS = SQLModel.metadata.tables["rights_request"]
OPEN = RIGHTS.c.answered_at.is_(None)


def hold_case(session: Session, case: FeedKey) -> None:
    """Of two who ask about it at once, the second waits until the first is done."""
    here = (FEED.c.home == case.home, FEED.c.id == case.id)
    session.connection().execute(select(FEED.c.id).where(*here).with_for_update())


def claim_right(session: Session, case: FeedKey, asked: OwnRequest, now: datetime) -> None:
    """From her own page. What is open twice is asked once; NotAllowed beyond what anybody needs."""
    state(session, {"home": case.home})
    hold_case(session, case)
    here = (RIGHTS.c.home == case.home, RIGHTS.c.feed == case.id, OPEN)
    open_now = session.connection().execute(select(RIGHTS.c.right, RIGHTS.c.said).where(*here)).all()
    if tuple(asked) in {tuple(row) for row in open_now}:
        return
    if len(open_now) >= MOST_OPEN:
        raise NotAllowed("rights-open")
    whose = {"home": case.home, "feed": case.id, **asked._asdict()}
    # By the session, which writes it into the journal too.
    session.add(RightsRequest(id=str(uuid4()), asked_at=now, due_at=now + TIME, **whose))
    session.flush()


def rights_of_case(session: Session, case: FeedKey, *, complaints: bool) -> Sequence[Any]:
    """What she asked, the newest first."""
    here = [RIGHTS.c.home == case.home, RIGHTS.c.feed == case.id]
    if not complaints:
        here.append(RIGHTS.c.right != COMPLAIN)
    query = select(RIGHTS).where(*here).order_by(RIGHTS.c.asked_at.desc(), RIGHTS.c.id)
    return session.connection().execute(query).all()


def rights_of_unit(session: Session, scope: Scope, limit: int) -> Sequence[Any]:
    """Of the cases her unit is responsible for: what waits first, by its hour; then the answered, the newest first."""
    mine = scope.cases.anywhere(session, RIGHTS.c.home, RIGHTS.c.feed)
    query = select(RIGHTS).where(mine).order_by(OPEN.desc(), RIGHTS.c.answered_at.desc(), RIGHTS.c.due_at, RIGHTS.c.id)
    return session.connection().execute(query.limit(limit)).all()


def right_asked(session: Session, scope: Scope, one: str) -> Any:
    """Of a case her unit is responsible for, or NotFound."""
    mine = scope.cases.anywhere(session, RIGHTS.c.home, RIGHTS.c.feed)
    row = session.connection().execute(select(RIGHTS).where(mine, RIGHTS.c.id == one)).first()
    if row is None:
        raise NotFound("no-such-rights-request")
    return row


def lies_in_erased_case(session: Session, row: Any) -> bool:
    """What was asked beside an erasure: nothing is left of which it could still be done."""
    state(session, {"home": row.home})
    here = (FEED.c.home == row.home, FEED.c.id == row.feed, FEED.c.erased_at.is_not(None))
    return session.connection().execute(select(FEED.c.id).where(*here)).first() is not None


class RightAnswer(NamedTuple):
    """What is said to one request, and by whom."""

    outcome: Outcome
    answer: str
    by: str

    def was_given(self, row: Any) -> bool:
        """Her own answer may have been lost on its way back to her; NotAllowed where another was given."""
        if row.answered_at is None:
            return False
        if tuple(self) != (row.outcome, row.answer, row.answered_by):
            raise NotAllowed("rights-answered")
        return True


def answer_right(session: Session, scope: Scope, one: str, said: RightAnswer, now: datetime) -> RightsRequest | None:
    """Once: what was answered is told, and stays. None where she had said the same before."""
    home = right_asked(session, scope, one).home
    state(session, {"home": home})
    row = session.get_one(RightsRequest, (home, one), with_for_update=True, populate_existing=True)
    if said.was_given(row):
        return None
    row.answered_at, row.answered_by, row.outcome, row.answer = now, said.by, said.outcome, said.answer
    session.add(row)
    session.flush()
    return row
