"""What following the journal costs the counts of quarters, beside what it costs to push the work that they follow."""

from datetime import UTC, datetime
from time import process_time

from sqlalchemy import Engine, text

from api.db.bulk import dashed
from api.db.engine import make_engine, reading
from api.identity.actors import find_actor
from api.numbers.unit_quarters import keep_all_up
from api.sync.push import Moments, begin_as, push
from bench.nation.chance import Chance
from bench.nation.deeds import Deed, change_of
from bench.nation.places import Nation, NationUnit

VISITS = 3


def upkeep_of(url: str, nation: Nation) -> dict[str, str]:
    """Of a day on which each working unit wrote some visits; processor time of this process alone, on both sides."""
    engine, now = make_engine(url), datetime.now(UTC)
    working = [one for one in nation.units if one.works_on and one.works_on < nation.until]
    begun = process_time()
    changes = sum(push_day(engine, one, now) for one in working)
    pushed = process_time() - begun
    keep_all_up(engine, now)
    kept = process_time() - begun - pushed
    engine.dispose()
    told = f"{changes:,} changes of {len(working)} units pushed in {pushed:.1f} s of the processor"
    return {"upkeep of a day": f"{told}, counts kept up in {kept:.1f} s: {kept / pushed:.0%}"}


def push_day(engine: Engine, unit: NationUnit, now: datetime) -> int:
    """Visits of one agent to a client of hers."""
    with reading(engine) as session:
        agent = find_actor(session, unit.agents[0])
        query = text("SELECT feed FROM follow WHERE agent = :agent AND until IS NULL ORDER BY since DESC LIMIT 1")
        feed = session.connection().execute(query, {"agent": as_kept(engine, unit.agents[0])}).scalar()
    if feed is None:
        return 0
    chance, sets = Chance("upkeep", unit.id), {"on": str(now.date()), "place": "home", "met": ["client"]}
    deeds = [Deed(now.date(), agent.id, "visit", chance.id_on(now.date()), dashed(feed), sets) for _ in range(VISITS)]
    told = [change_of(one, chance) for one in deeds]
    results = push(begin_as(engine, agent), Moments(now, None), told).results
    return sum(one.answer == "applied" for one in results)


def as_kept(engine: Engine, name: str) -> str:
    """SQLite keeps 32 digits."""
    return name if engine.dialect.name == "postgresql" else name.replace("-", "")
