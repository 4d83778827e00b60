"""Who accompanies a client: inviting, ending, handing over, moving. Online, with a reason her followers see."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Path
from pydantic import Field
from sqlalchemy import Engine
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from api.access.entering import acting_within, enter_again
from api.access.scope import feed_in_scope
from api.actor import Actor
from api.changes.departures import note_departure
from api.changes.feeds import (
    Ended,
    LockedHome,
    begin_follow,
    end_follow,
    follows_of,
    lock_home,
    store_counter,
    tell_again,
)
from api.changes.held import move_copies
from api.changes.tables import Feed, Follow
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.identity.current_actor import Claim, Claimed
from api.identity.memberships import is_colleague
from api.identity.people import Person, Unit
from api.ids import UUID7
from api.problems.tree import Invalid, NotFound, NotYours, SignInNeeded, answers
from api.records.field_types import Reason
from api.resources.scoped import Looking
from api.shapes import ClosedShape, WireShape

router = APIRouter(prefix="/v1/clients", tags=["followers"])
INVITER = aliased(Person)
REFUSALS = answers(SignInNeeded, NotYours, NotFound, Invalid)
ClientId = Annotated[UUID7, Path(description="The client's record id, which is also her feed.")]
FollowerId = Annotated[UUID7, Path(description="Who shall follow no more: the person's id.")]


class Invite(ClosedShape):
    """Who shall follow, and why."""

    agent: UUID7
    """A colleague of the client's unit, by id."""
    reason: Reason
    """Why; the other followers read it."""


class Ending(ClosedShape):
    """`handed_over`: her unsent work still arrives for 60 days; `revoked`: it waits for the coordinator."""

    reason: Annotated[Ended, Field(description="handed_over or revoked")]
    because: Reason | None = None
    """In words; the followers read it. Null: nothing is said."""


class Move(ClosedShape):
    """The unit that is responsible from now, and who follows there."""

    unit: UUID7
    """The unit that is responsible from now on."""
    followers: Annotated[list[UUID7], Field(max_length=20)]
    """Who accompanies there, by id: agents of that unit."""
    reason: Reason
    """Why; the followers read it."""


class Follower(WireShape):
    """One who holds the case, or held it."""

    agent: str
    """The person's id."""
    name: str
    """As colleagues know the person."""
    since: datetime
    """From when."""
    until: datetime | None = None
    """Until when. Null: still."""
    ended: str | None = None
    """`handed_over` or `revoked`. Null: it goes on."""
    because: str | None = None
    """The reason that was given. Null: none."""
    invited_by: str | None = None
    """Who let the person follow, as colleagues know them. Null: whoever opened the case, or it was not kept."""


class LockedCase(NamedTuple):
    """A case in somebody's scope, where nobody else writes until the transaction ends."""

    session: Session
    actor: Actor
    feed: Feed
    locked: LockedHome


@contextmanager
def case_locked(engine: Engine, claim: Claim, client: str) -> Iterator[LockedCase]:
    """Who asks and what she may is read again under the lock: meanwhile she may have been revoked."""
    with acting_within(engine, claim) as (session, before):
        home = feed_in_scope(session, before, client).home
        locked = lock_home(session, home)
        session.expire_all()
        scope = enter_again(session, claim)
        feed = feed_in_scope(session, scope, client)
        if feed.home != home:
            raise NotFound("no-such-case")
        yield LockedCase(session, scope.actor, feed, locked)
        store_counter(session, locked)


@router.get("/{client}/followers", responses=REFUSALS)
def list_followers(client: ClientId, entered: Looking) -> list[Follower]:
    """Everybody who follows or followed this client, with the reasons."""
    session, scope = entered
    return followers(session, feed_in_scope(session, scope, client))


@router.post("/{client}/followers", status_code=201, responses=REFUSALS)
@repeatable
def add_follower(client: ClientId, invite: Invite, claim: Claimed, engine: TheEngine) -> list[Follower]:
    """Lets a colleague of the client's unit follow; she has the case after her next sync."""
    with case_locked(engine, claim, client) as (session, actor, feed, locked):
        mate = colleague(session, feed.unit, invite.agent, "/agent")
        begin_follow(session, locked, feed, mate, claim.now, invite.reason, by=actor.id)
        session.flush()
        return followers(session, feed)


@router.delete("/{client}/followers/{agent}", responses=REFUSALS)
@repeatable
def end_follower(
    client: ClientId, agent: FollowerId, ending: Ending, claim: Claimed, engine: TheEngine
) -> list[Follower]:
    """Ends a follow: whoever follows may hand over, only the coordinator revokes. One that ended so already, in the
    same words, is as it was."""
    with case_locked(engine, claim, client) as (session, actor, feed, locked):
        if ending.reason == "revoked" and actor.role != "coordinator":
            raise NotYours("coordinators-only")
        follow = follows_of(session, feed.home, agent, [feed.id]).get(feed.id)
        goes_on = follow is not None and follow.until is None
        if follow is None or not (goes_on or (follow.reason, follow.because) == (ending.reason, ending.because)):
            raise NotFound("not-a-follower")
        if goes_on:
            end_follow(session, locked, follow, ending.reason, claim.now, ending.because)
            note_departure(session, locked, feed, person=agent)
            session.flush()
        return followers(session, feed)


@router.post("/{client}/unit", responses=REFUSALS)
def move_client(client: ClientId, move: Move, claim: Claimed, engine: TheEngine) -> list[Follower]:
    """Moves a client to another unit: her feed stays, the responsible unit and the followers change."""
    with case_locked(engine, claim, client) as (session, actor, feed, locked):
        if actor.role != "coordinator":
            raise NotYours("coordinators-only")
        if session.get(Unit, move.unit) is None:
            raise Invalid.at("/unit", "unit-unknown")
        move_case(session, locked, feed, move, claim.now, by=actor.id)
        return followers(session, feed)


def move_case(session: Session, locked: LockedHome, feed: Feed, move: Move, now: datetime, *, by: str) -> None:
    """The unit and the followers change, and nothing else."""
    for follow in current(session, feed):
        if follow.agent not in move.followers:
            end_follow(session, locked, follow, "handed_over", now, move.reason)
            note_departure(session, locked, feed, person=follow.agent)
    move_copies(session, feed, move.unit)
    note_departure(session, locked, feed, unit=feed.unit)
    feed.unit = move.unit
    tell_again(session, locked, feed)
    for place, agent in enumerate(move.followers):
        mate = colleague(session, move.unit, agent, f"/followers/{place}")
        begin_follow(session, locked, feed, mate, now, move.reason, by=by)
    session.flush()


def colleague(session: Session, unit: str, agent: str, pointer: str) -> str:
    """The id of an active agent or coordinator of the unit; anybody else is answered like nobody."""
    if not is_colleague(session, unit, agent):
        raise Invalid.at(pointer, "no-such-colleague")
    return agent


def current(session: Session, feed: Feed) -> list[Follow]:
    """Those who follow now."""
    query = select(Follow).where(Follow.home == feed.home, Follow.feed == feed.id, col(Follow.until).is_(None))
    return list(session.exec(query).all())


def followers(session: Session, feed: Feed) -> list[Follower]:
    """Newest first."""
    query = (
        select(Follow, Person.name, col(INVITER.name))
        .join(Person, col(Person.id) == Follow.agent)
        .outerjoin(INVITER, col(INVITER.id) == Follow.invited_by)
        .where(Follow.home == feed.home, Follow.feed == feed.id)
        .order_by(col(Follow.since).desc())
    )
    return [
        Follower(
            agent=f.agent, name=name, since=f.since, until=f.until, ended=f.reason, because=f.because, invited_by=by
        )
        for f, name, by in session.exec(query).all()
    ]  # fmt: skip
