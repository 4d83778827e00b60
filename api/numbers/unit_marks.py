"""From what a unit's standing is worked out, in forty symbols each: while these stay, it stays.

That is what `unit_facts` reads: the unit's coaching papers, by their feed's last number and digest; who works or worked
there; its village and the time in which its days are counted; what offices wrote for its area; and the rules. No
clock, so nothing else can move it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import and_, select
from sqlmodel import Session, SQLModel, col

from api import policies
from api.access.unit_papers import state_coaching
from api.changes.area_papers import covering_papers
from api.changes.coaching_column import CoachingColumn
from api.changes.following import MEMBERSHIP, UNIT
from api.db.bulk import dashed
from api.db.bulk import plain_id as plain
from api.db.engine import one_of
from api.identity.memberships import IN_UNITS
from api.numbers.covering_papers import papers_covering
from api.numbers.tables import UnitStanding
from api.numbers.unit_facts import RULES

COUNTED, WHOLE = "counted", "whole"
UNMARKED = ""  # of a unit that could not be looked at
AT_ONCE = 500  # on PostgreSQL a policy reads through a sixteenth of these for each feed
FEED, PERSON = SQLModel.metadata.tables["feed"], SQLModel.metadata.tables["person"]
OF_FEED = and_(FEED.c.home == UNIT.c.id, FEED.c.id == CoachingColumn(UNIT.c.id))
PLACES = select(
    plain(UNIT.c.id), UNIT.c.village, UNIT.c.timezone, FEED.c.position, FEED.c.live, FEED.c.sum
).select_from(UNIT.outerjoin(FEED, OF_FEED))  # fmt: skip
# Plain also the days: whether they stay is all that is asked.
MEMBERS = (
    select(*(plain(MEMBERSHIP.c[name]) for name in ("unit", "person", "began_at", "ended_at")))
    .join(PERSON, PERSON.c.id == MEMBERSHIP.c.person)
    .where(PERSON.c.active, MEMBERSHIP.c.role.in_(IN_UNITS))
    .order_by(MEMBERSHIP.c.id)
)


def all_marks(session: Session) -> dict[str, str]:
    """{unit: its mark}, whoever reads. Of papers it looks at their numbers and sums alone."""
    units = session.connection().execute(select(plain(UNIT.c.id)).order_by(UNIT.c.id)).scalars()
    left, found = map(dashed, units.all()), dict[str, str]()
    while some := list(islice(left, AT_ONCE)):
        state_coaching(session, some)
        found |= unit_marks(session, some)
    return found


def unit_marks(session: Session, units: Sequence[str]) -> dict[str, str]:
    """The same, where the reader reaches their coaching papers."""
    connection, members = session.connection(), defaultdict[str, list[Any]](list)
    for unit, *row in connection.execute(MEMBERS.where(one_of(session, MEMBERSHIP.c.unit, units))):
        members[unit].append(row)
    rows, papers = connection.execute(PLACES.where(one_of(session, UNIT.c.id, units))), covering_papers(session)
    return {
        dashed(unit): mark_of([village, *read, members[unit], *map(list, papers_covering(village, papers))])
        for unit, village, *read in rows
    }


def mark_of(read: Sequence[Any]) -> str:
    """By the rules of today."""
    return blake2b(orjson.dumps([standing_rules(), *read]), digest_size=20).hexdigest()


def standing_rules() -> str:
    """By which version of the code, and of the policy that says which trainings count."""
    return f"{RULES} {policies.supervision().version}"


def marks_stood(session: Session) -> Mapping[str, str]:
    """{unit: from what its standing was worked out}, of those that the reader is told of."""
    rows = select(plain(col(UnitStanding.home)), col(UnitStanding.value)).where(col(UnitStanding.key) == COUNTED)
    return {dashed(unit): mark for unit, mark in session.connection().execute(rows)}
