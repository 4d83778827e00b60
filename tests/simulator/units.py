"""Who belongs to a unit has its papers: somebody joins another one besides her own, leaves it, and joins again."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select

from api.changes.unit_feeds import tell_papers_again
from api.db.engine import writing
from api.identity.memberships import Membership
from api.identity.people import Person
from api.identity.roles import add_role
from tests.simulator.people import forge, today
from tests.simulator.story import LEADERS, OWNER, UNIT_OF, NothingToDo, Story, one_of, step

Json = Any
BEFORE = timedelta(microseconds=1)


def belonging(story: Story) -> dict[str, set[str]]:
    """{agent: the units whose papers are hers now}."""
    names = {unit: name for name, unit in story.place.units.items()}
    agents = {story.place.people[agent]: agent for agent in UNIT_OF}
    with story.server.look() as session:
        query = select(Membership.person, Membership.unit).where(col(Membership.person).in_(agents))
        found = session.exec(query.where(col(Membership.ended_at).is_(None))).all()
    here = [(agents[person], names[unit]) for person, unit in found if unit]
    return {agent: {unit for one, unit in here if one == agent} for agent in UNIT_OF}


@step(2)
def join(story: Story, at: int) -> None:
    """As by the operator's command."""
    others = [(agent, unit) for agent, units in belonging(story).items() for unit in LEADERS if unit not in units]
    agent, unit = one_of(others, at)
    named, now = story.place.units[unit], story.place.clock()
    story.joined[agent].add(unit)
    with writing(story.server.erasing) as session:
        person = session.get_one(Person, story.place.people[agent])
        add_role(session, person, "agent", unit=named, now=now)
        tell_papers_again(session, named)


@step(5)
def leave(story: Story, at: int) -> None:
    """Never the unit that she was brought in for: of no unit at all, her phones are refused."""
    there = [(agent, unit) for agent, units in belonging(story).items() for unit in sorted(units - {UNIT_OF[agent]})]
    agent, unit = one_of(there, at)
    here = (col(Membership.person) == story.place.people[agent], col(Membership.unit) == story.place.units[unit])
    ended = update(Membership).where(*here, col(Membership.ended_at).is_(None))
    with writing(story.server.erasing) as session:
        session.execute(ended.values(ended_at=story.place.clock() - BEFORE))


@step(1)
def forge_paper(story: Story, phone: str, unit: str) -> None:
    """Among the papers of a unit that never was hers."""
    feed = story.place.units[unit]
    if phone in story.gone or unit in story.joined[OWNER[phone]]:
        raise NothingToDo
    forge(story, phone, "outreach", {"on": today(story, phone), "way": "online", "head_total": 1}, feed=feed)
