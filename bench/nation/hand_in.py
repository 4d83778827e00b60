"""A unit's work handed in at the hours at which its people wrote it: judged change by change as a push judges it.

What a push reads before it judges is remembered from one to the next, since nobody else writes there, and what it
writes is written once, at the end. `tests/test_nation.py` sends the same through the door and compares every row.
"""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from api.actor import Actor
from api.changes.answer_shapes import Result
from api.changes.apply import apply
from api.changes.change_rows import CHANGE, FEED, FOLLOW, FollowRow
from api.changes.feeds import lock_home, store_counter
from api.changes.index_tables import ROWS
from api.changes.schemas import Change
from api.changes.sent_records import store_revoked, store_sent
from api.changes.store import MOVE_FEED, row_of
from api.changes.unit_feeds import papers_of
from api.changes.write_batch import WriteBatch
from api.db.bulk import insert_rows
from api.db.engine import writing
from api.identity.actors import find_actor
from api.identity.institutions import institutions_known
from api.sync.push import Moments, author_of
from bench.nation.chance import NOON, Chance
from bench.nation.deeds import Send, change_of, is_coaching, sends_of
from bench.nation.places import Nation, NationUnit
from bench.nation.settle import phone_id
from bench.nation.unit_work import work_of

PROMPT = timedelta(minutes=30)  # from what is written last until it is sent


class RefusedDeed(RuntimeError):
    """The server would not take what an invented person wrote: the generator is wrong, or a rule is."""


def hand_in(engine: Engine, nation: Nation, unit: NationUnit, through: date = date.max) -> int:
    """How many changes, of what was written up to that day; RefusedDeed where one was not applied."""
    chance = Chance(nation.seed, "changes", unit.id)
    with writing(engine) as session:
        desk = UnitDesk(session, unit)
        for send in sends_of(deed for deed in work_of(nation, unit) if deed.day <= through):
            told = [change_of(deed, chance) for deed in send.deeds]
            for change, result in zip(told, desk.take(send, told), strict=True):
                if result.answer != "applied":
                    raise RefusedDeed(f"{change['kind']} {change['set']}: {result.answer} {result.problem}")
        desk.store()
        return len(desk.batch.made)


class UnitDesk:
    """Where a unit's people hand in, with all that was handed in so far. `rows`: by kind and record."""

    def __init__(self, session: Session, unit: NationUnit) -> None:
        self.session, self.unit, self.locked = session, unit, lock_home(session, unit.id)
        self.actors: dict[str, Actor] = {}
        self.follows: dict[str, dict[str, FollowRow]] = {}
        self.rows: dict[str, dict[str, list[Any]]] = {}
        self.sent_from: set[str] = set()
        founded = Moments(datetime.combine(unit.founded, NOON), None)
        leader = author_of(self.actor(unit.leader), founded, self.locked)
        self.batch = WriteBatch(session, self.locked, leader)
        self.batch.institutions = institutions_known(session, [one.id for one in unit.institutions])

    def take(self, send: Send, told: list[dict[str, Any]]) -> list[Result]:
        """By a phone, or by an office that answers on what was sent to it."""
        batch, trusted = self.batch, not by_phone(send, self.unit)
        actor = self.actor(send.by)
        batch.author = author_of(actor, Moments(moment_of(send), None), self.locked, trusted=trusted)
        batch.agreed = {}
        batch.follows, batch.touched = {} if trusted else self.followed_by(actor), set()
        results = [apply(batch, Change.model_validate(one)) for one in told]
        self.locked.moment = batch.author.now
        self.note_written()
        return results

    def followed_by(self, actor: Actor) -> dict[str, FollowRow]:
        """What she follows: by belonging to the unit, and by having opened it."""
        if actor.id not in self.follows:
            self.batch.follows = {}
            self.batch.read_cases({key.id for key in papers_of(self.unit.id)})
            self.follows[actor.id] = self.batch.follows
        return self.follows[actor.id]

    def actor(self, person: str) -> Actor:
        """As the server knows her, with her phone."""
        if person not in self.actors:
            phone = phone_id(person) if person in (self.unit.leader, *self.unit.agents) else None
            self.actors[person] = find_actor(self.session, person, phone)
        return self.actors[person]

    def note_written(self) -> None:
        """The rows as they stand after these changes; to whom something was sent is stored at once."""
        batch = self.batch
        for record in batch.touched:
            kind = batch.held[record].kind
            self.rows.setdefault(kind, {})[record] = row_of(batch, kind, record)
        self.sent_from |= {batch.held[record].feed for record in batch.sent}
        store_sent(batch)
        if any(batch.held[record].feed in self.sent_from for record in batch.touched):
            store_revoked(batch)
        batch.sent, batch.known = {}, {}

    def store(self) -> None:
        """Everything else, parents first."""
        session, batch = self.session, self.batch
        if batch.made:
            self.locked.position = batch.made[-1].version
        store_counter(session, self.locked)
        stand = {name: batch.feeds[name]._replace(**asdict(one)) for name, one in batch.counts.items()}
        insert_rows(session, FEED, [stand[name] for name in batch.opened])
        for one in (one for name, one in stand.items() if name not in set(batch.opened)):
            moved = {"reached": one.position, "living": one.live, "summed": one.sum}
            session.connection().execute(MOVE_FEED, {"in_home": one.home, "of_case": one.id, **moved})
        insert_rows(session, FOLLOW, list(self.begun()))
        insert_rows(session, CHANGE, [row.values() for row in batch.made])
        for kind in sorted(self.rows):
            insert_rows(session, ROWS[kind], list(self.rows[kind].values()))

    def begun(self) -> Iterator[FollowRow]:
        """Who opened a case follows it."""
        yield from (self.follows[self.batch.feeds[name].opened_by][name] for name in self.batch.opened)


def moment_of(send: Send) -> datetime:
    """When it reaches the server."""
    return datetime.combine(send.on, NOON) + PROMPT


def by_phone(send: Send, unit: NationUnit) -> bool:
    """All but what an office answers on a case."""
    return send.by in (unit.leader, *unit.agents) or is_coaching(send.deeds[0].feed)
