"""What the tables say when all is quiet."""

from typing import Any, NamedTuple

import orjson
from sqlmodel import select

from api.changes.feeds import feeds_followed
from api.changes.tables import Change, Feed, Follow, HeldChange
from api.identity.actors import find_actor
from tests.simulator.readers import held_copies
from tests.simulator.story import OWNER, UNIT_OF, Story

Json = Any


class QuietTruth(NamedTuple):
    """The tables at the end. `history`: changes in the order of their numbers, home by home; `bodies`: {record: (case,
    kind, body)} of what lives; `followed`: {phone: feeds}, of those that are served; `reached`: {agent: feeds};
    `copies`: {change: record} of what stands in a coordinator's list; `taken`: changes that one took, also of a case
    that was erased since."""

    history: list[Change]
    bodies: dict[str, tuple[str, str, Json]]
    followed: dict[str, set[str]]
    reached: dict[str, set[str]]
    feeds: dict[str, Feed]
    copies: dict[str, str]
    follows: list[Follow]
    taken: set[str]


def truth_of(story: Story) -> QuietTruth:
    with story.server.look() as session:
        history = list(session.exec(select(Change).order_by(Change.home, Change.version)).all())
        feeds = {feed.id: feed for feed in session.exec(select(Feed)).all()}
        follows = list(session.exec(select(Follow)).all())
        taken = story.taken | set(session.exec(select(HeldChange.id).where(HeldChange.decision == "taken")).all())
        reached = {
            agent: {feed.id for feed in feeds_followed(session, find_actor(session, story.place.people[agent]))}
            for agent in UNIT_OF
        }
    followed = {name: reached[OWNER[name]] for name in story.phones if name not in story.gone}
    live = [row for row in history if row.last and row.body is not None]
    bodies = {row.record: (row.feed, row.kind, orjson.loads(row.body or "{}")) for row in live}
    return QuietTruth(history, bodies, followed, reached, feeds, held_copies(story), follows, taken)


def loaded(text: str | None) -> Json:
    return orjson.loads(text or "{}")
