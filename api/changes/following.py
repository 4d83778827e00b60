"""Who follows what: a client's case by a row of `follow`, a unit's own papers by belonging to the unit.

The second is read from the memberships each time and kept nowhere beside them: who joins a unit follows its papers, and
who leaves it follows them no more, as after handing over.
"""

from typing import Any

from sqlalchemy import BindParameter, String, Table, bindparam, case, literal, null, select, type_coerce, union
from sqlmodel import SQLModel

from api.changes.tables import ID, Follow
from api.identity.memberships import ON_PHONES, Membership

FOLLOW: Table = SQLModel.metadata.tables[str(Follow.__tablename__)]
MEMBERSHIP: Table = SQLModel.metadata.tables[str(Membership.__tablename__)]
AGENT: BindParameter[str] = bindparam("agent")
BELONGS = (MEMBERSHIP.c.person == AGENT, MEMBERSHIP.c.unit.is_not(None), MEMBERSHIP.c.role.in_(ON_PHONES))

# Each feed she follows now once, also of who has two roles in one unit.
FOLLOWED = union(
    select(FOLLOW.c.home, FOLLOW.c.feed).where(FOLLOW.c.agent == AGENT, FOLLOW.c.until.is_(None)),
    select(MEMBERSHIP.c.unit, MEMBERSHIP.c.unit).where(*BELONGS, MEMBERSHIP.c.ended_at.is_(None)),
).subquery("followed")

# A membership in the columns of `follow`.
HANDED_OVER = case((MEMBERSHIP.c.ended_at.is_not(None), literal("handed_over")))
AS_FOLLOW: tuple[Any, ...] = (
    MEMBERSHIP.c.unit, MEMBERSHIP.c.unit, MEMBERSHIP.c.person, MEMBERSHIP.c.began_at, MEMBERSHIP.c.ended_at,
    HANDED_OVER, type_coerce(null(), String), type_coerce(null(), ID),
)  # fmt: skip
