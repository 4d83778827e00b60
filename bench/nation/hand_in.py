"""A unit's work handed in by the doors that its people use, at the hours at which they used them.

It is `push` itself, and for offices what REST calls: every change is judged by the server's rules, and stored by its
statements. Left out are HTTP, signing in, and a commit for each: a unit is one transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from api.actor import Actor
from api.changes.answer_shapes import Result
from api.changes.apply import apply
from api.changes.schemas import Change
from api.changes.store import store
from api.db.engine import writing
from api.db.stated_scope import set_rls_reader
from api.identity.actors import find_actor
from api.sync.push import Moments, open_batch, push
from bench.nation.chance import NOON, Chance
from bench.nation.deeds import Send, change_of, is_coaching, sends_of
from bench.nation.places import Nation, NationUnit
from bench.nation.settle import phone_id
from bench.nation.unit_work import work_of

PROMPT = timedelta(minutes=30)  # from what is written last until it is sent


class RefusedDeed(RuntimeError):
    """The server did not take what an invented person wrote: the generator is wrong, or a rule is."""


def hand_in(engine: Engine, nation: Nation, unit: NationUnit) -> int:
    """How many changes; RefusedDeed where one was not applied."""
    chance, changes = Chance(nation.seed, "changes", unit.id), 0
    with writing(engine) as session:
        desk = UnitDesk(session, unit)
        for send in sends_of(work_of(nation, unit)):
            told = [change_of(deed, chance) for deed in send.deeds]
            for change, result in zip(told, desk.take(send, told), strict=True):
                if result.answer != "applied":
                    raise RefusedDeed(f"{change['kind']} {change['set']}: {result.answer} {result.problem}")
            session.flush()
            session.expunge_all()
            changes += len(told)
    return changes


class UnitDesk:
    """Where its people hand in what they wrote."""

    def __init__(self, session: Session, unit: NationUnit) -> None:
        self.session, self.unit = session, unit
        self.actors: dict[str, Actor] = {}

    def take(self, send: Send, told: list[dict[str, Any]]) -> list[Result]:
        """By a phone, or by an office that answers on what was sent to it."""
        moments = Moments(moment_of(send), None)
        if by_phone(send, self.unit):
            return push(self.begin_as(send.by), moments, told).results
        return [self.answer(send.by, moments, one) for one in told]

    def actor(self, person: str) -> Actor:
        """As the server knows her."""
        if person not in self.actors:
            phone = phone_id(person) if person in (self.unit.leader, *self.unit.agents) else None
            self.actors[person] = find_actor(self.session, person, phone)
        return self.actors[person]

    def begin_as(self, person: str) -> Any:
        """Inside the unit's transaction."""

        @contextmanager
        def begin() -> Iterator[tuple[Session, Actor]]:
            set_rls_reader(self.session, self.actor(person))
            yield self.session, self.actor(person)

        return begin

    def answer(self, person: str, moments: Moments, told: dict[str, Any]) -> Result:
        """On a record that was sent to her office."""
        sent, actor = Change.model_validate(told), self.actor(person)
        set_rls_reader(self.session, actor)
        batch = open_batch(self.session, actor, moments, self.unit.id, trusted=True).load([sent])
        result = apply(batch, sent)
        store(batch)
        return result


def moment_of(send: Send) -> datetime:
    """When it reaches the server."""
    return datetime.combine(send.on, NOON) + PROMPT


def by_phone(send: Send, unit: NationUnit) -> bool:
    """All but what an office answers on a case."""
    return send.by in (unit.leader, *unit.agents) or is_coaching(send.deeds[0].feed)
