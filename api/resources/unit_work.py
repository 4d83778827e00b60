"""A transaction of somebody who works in a unit, for what lies in no case."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from api.identity.current_actor import Claim, Work, acting, looking
from api.identity.memberships import IN_UNITS
from api.problems.tree import NotYours


@contextmanager
def of_unit(engine: Engine, claim: Claim, *, changes: bool = False, leads: bool = False) -> Iterator[Work]:
    """NotYours for everybody else; `leads`: also for who does not lead it."""
    with (acting if changes else looking)(engine, claim) as work:
        if leads and work.actor.role != "coordinator":
            raise NotYours("coordinators-only")
        if work.actor.unit is None or work.actor.role not in IN_UNITS:
            raise NotYours("no-unit")
        yield work
