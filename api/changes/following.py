"""Who follows what: a client's case by a row of `follow`, a unit's own papers by belonging to the unit, its coaching
papers by leading it, or by being the officer of the district in whose area its village lies.

All but the first is read from the memberships each time and kept nowhere beside them: who joins a unit follows its
papers, and who leaves it follows them no more, as after handing over. Each counts in the role in which somebody acts:
who is an officer and an agent elsewhere reaches no case while she acts as the officer.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    BindParameter,
    String,
    Table,
    bindparam,
    case,
    cast,
    func,
    null,
    select,
    union,
    union_all,
)
from sqlmodel import SQLModel

from api.actor import Actor
from api.changes.coaching_column import CoachingColumn
from api.changes.tables import ID, Follow
from api.db.fixed import fixed, one_of_fixed
from api.identity.memberships import IN_UNITS, Membership
from api.identity.people import Unit
from api.identity.roles import DISTRICT
from api.records.record import FeedAbout

FOLLOW: Table = SQLModel.metadata.tables[str(Follow.__tablename__)]
MEMBERSHIP: Table = SQLModel.metadata.tables[str(Membership.__tablename__)]
UNIT: Table = SQLModel.metadata.tables[str(Unit.__tablename__)]
AGENT: BindParameter[str] = bindparam("agent")
ROLE: BindParameter[str] = bindparam("role", type_=String)

Followed = frozenset[FeedAbout]
# What may be followed in a role at all. Of a unit's coaching papers, only by who leads it.
IN_UNIT: Followed = frozenset({"case", "unit", "coaching"})
FOLLOWS: Mapping[str, Followed] = {**dict.fromkeys(IN_UNITS, IN_UNIT), "district": frozenset({"coaching"})}


def may_follow(role: str, about: FeedAbout) -> bool:
    """Whether such feeds are followed in this role at all."""
    return about in FOLLOWS.get(role, frozenset[FeedAbout]())


def follows_cases(role: str) -> bool:
    """Whether clients are accompanied in this role."""
    return may_follow(role, "case")


def author_told(actor: Actor, author: str | None) -> str | None:
    """Who wrote it: told to whoever works in units, and to herself. Offices are told of nobody who wrote what."""
    return author if author == actor.id or follows_cases(actor.role) else None


# Written out, as the index `unit_district` has it: a parameter would match none.
OF_DISTRICT = func.substr(UNIT.c.village, fixed(1), fixed(DISTRICT))
AS_UNIT, AS_DISTRICT = one_of_fixed(ROLE, IN_UNITS), one_of_fixed(ROLE, ("district",))
MINE = (MEMBERSHIP.c.person == AGENT, MEMBERSHIP.c.unit.is_not(None), AS_UNIT)
HANDED_OVER = case((MEMBERSHIP.c.ended_at.is_not(None), fixed("handed_over")))


def as_follow(home: Any, feed: Any) -> tuple[Any, ...]:
    """A membership in the columns of `follow`."""
    return (
        home.label("home"), feed.label("feed"), MEMBERSHIP.c.person.label("agent"),
        MEMBERSHIP.c.began_at.label("since"), MEMBERSHIP.c.ended_at.label("until"), HANDED_OVER.label("reason"),
        cast(null(), String).label("because"), cast(null(), ID).label("invited_by"),
    )  # fmt: skip


# What she follows, or followed, by her memberships: of a unit that moved to another district its new one alone.
BELONGING = union_all(
    select(*as_follow(MEMBERSHIP.c.unit, MEMBERSHIP.c.unit)).where(*MINE, one_of_fixed(MEMBERSHIP.c.role, IN_UNITS)),
    select(*as_follow(MEMBERSHIP.c.unit, CoachingColumn(MEMBERSHIP.c.unit))).where(
        *MINE, MEMBERSHIP.c.role == fixed("coordinator")
    ),
    select(*as_follow(UNIT.c.id, CoachingColumn(UNIT.c.id)))
    .join_from(MEMBERSHIP, UNIT, MEMBERSHIP.c.area == OF_DISTRICT)
    .where(MEMBERSHIP.c.person == AGENT, MEMBERSHIP.c.role == fixed("district"), AS_DISTRICT),
).subquery("belonging")

# Each feed she follows now once, also of who has two roles in one unit.
FOLLOWED = union(
    select(FOLLOW.c.home, FOLLOW.c.feed).where(FOLLOW.c.agent == AGENT, FOLLOW.c.until.is_(None), AS_UNIT),
    select(BELONGING.c.home, BELONGING.c.feed).where(BELONGING.c.until.is_(None)),
).subquery("followed")
