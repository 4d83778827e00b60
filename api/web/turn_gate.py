"""How many are served at once in a process, and that the others wait in their order, without a thread or a connection.

Of pushes few are judged at once, so that who only asks for news passes a crowd that sends; on SQLite nobody waits for
its one pen but the first of them. Of reads at most half of the connections are held (`identity/current_actor.py`).
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Annotated

from anyio import Semaphore, WouldBlock, move_on_after
from fastapi import Depends, Request

from api.problems.tree import Busy

# Judging holds the interpreter, the database works meanwhile: more than two gain nothing and wait for each other.
PLACES, PLACES_ON_SQLITE = 2, 1


class TurnGate:
    """`patience`: seconds after which who waits is told to come again."""

    def __init__(self, places: int, patience: float) -> None:
        self.free, self.patience = Semaphore(places), patience

    @asynccontextmanager
    async def passed(self) -> AsyncIterator[None]:
        """Inside, the caller has one of the places; Busy where none came free in time."""
        await self.enter()
        try:
            yield
        finally:
            self.free.release()

    async def enter(self) -> None:
        """In the order of coming."""
        with suppress(WouldBlock):
            return self.free.acquire_nowait()
        with move_on_after(self.patience):
            return await self.free.acquire()
        raise Busy(retry_after=2)


async def wait_for_place(request: Request) -> AsyncIterator[None]:
    """Asked for after the body has come: a slow line holds up nobody."""
    async with request.app.state.push_gate.passed():
        yield


InTurn = Annotated[None, Depends(wait_for_place, scope="function")]
