"""Counts a try of somebody without an account, before anything is looked up; the address itself is kept nowhere."""

from fastapi import Depends, Request

from api.identity.addresses import Address
from api.identity.current_actor import Now


async def count_passing(request: Request, address: Address, now: Now) -> None:
    """TooMany beyond the limit of this process."""
    request.app.state.passing.hit(address, now=now)


Passing = Depends(count_passing)
