"""Whether this server's database is older than what phones were told: believed when most people's phones say so.

Anybody can send a number; one is refused and logged, and turns nothing red, and neither do a few who agree: the people
whose phones signed in meanwhile are counted by the server alone, and where the database truly lies behind, almost all
of them were told more. What was said an hour ago is over: then the right database is back, or somebody says it again.
"""

from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select
from sqlmodel import col

from api.db.engine import reading
from api.identity.tables import Enrolment

FEWEST = 2
LASTS = timedelta(hours=1)


class BehindReports:
    """{person: when her phone last said so}, of one process. `put_back`: its own notes say so, which needs nobody."""

    def __init__(self) -> None:
        self.said: dict[str, datetime] = {}
        self.put_back = False

    def note(self, person: str, now: datetime) -> None:
        """Those whose time is over go."""
        self.said = {one: at for one, at in self.said.items() if abs(now - at) < LASTS} | {person: now}

    def believed(self, engine: Engine, now: datetime) -> bool:
        """Red."""
        said = sum(abs(now - at) < LASTS for at in self.said.values())
        return self.put_back or (said >= FEWEST and 2 * said > people_lately(engine, now))


def people_lately(engine: Engine, now: datetime) -> int:
    """Whose phones signed in within the hour, in any process."""
    query = select(func.count(func.distinct(col(Enrolment.person))))
    with reading(engine) as session:
        found: int = session.execute(query.where(col(Enrolment.last_seen_at) > now - LASTS)).scalar_one()
    return found
