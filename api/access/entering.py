"""A transaction that knows who asks and what she reaches: judged, computed and stated before anything is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session

from api.access.scope import Scope, enter
from api.identity.current_actor import Claim, acting, looking


class Entered(NamedTuple):
    """One transaction, and the scope of who asks as it stands there."""

    session: Session
    scope: Scope


@contextmanager
def looking_within(engine: Engine, claim: Claim) -> Iterator[Entered]:
    """One read-only snapshot, in which only her cases exist."""
    with looking(engine, claim) as (session, actor):
        yield Entered(session, enter(session, actor, claim.now))


@contextmanager
def acting_within(engine: Engine, claim: Claim) -> Iterator[Entered]:
    """The same for a transaction that may write."""
    with acting(engine, claim) as (session, actor):
        yield Entered(session, enter(session, actor, claim.now))


def enter_again(session: Session, claim: Claim) -> Scope:
    """Under a lock that was waited for: meanwhile she may have been switched off, or the case have left her."""
    return enter(session, claim.judge(session), claim.now)
