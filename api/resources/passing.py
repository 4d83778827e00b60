"""Somebody without an account, as her tries are counted; the address itself is kept nowhere."""

from datetime import datetime
from typing import Annotated, NamedTuple

from fastapi import Depends, Request

from api.identity.addresses import Address
from api.identity.current_actor import Now
from api.identity.enrolment_codes import plain
from api.problems.tree import Invalid
from api.visitors.passing_counts import WHOLE, PassingCounts


class PassingVisitor(NamedTuple):
    """`tries`: wrong ones of an address, right ones of a code; `asks`: of an address at one unit, by day."""

    tries: PassingCounts
    asks: PassingCounts
    address: str
    now: datetime

    def may_try(self, code: str) -> None:
        """Before it is looked up. TooMany where it is short enough to guess and the address was wrong too often."""
        if len(plain(code)) < WHOLE:
            self.tries.must_be_free(self.address, now=self.now)

    def right(self, code: str) -> None:
        """Whoever holds it is counted as this code and by nothing else; TooMany beyond the limit."""
        self.tries.hit(f"code {plain(code)}", now=self.now)

    def wrong(self, pointer: str, code: str) -> Invalid:
        """What she is told, and one wrong try more; TooMany beyond the limit."""
        self.tries.hit(self.address, now=self.now)
        return Invalid.at(pointer, code)

    def asks_unit(self, unit: str) -> None:
        """One request more; TooMany beyond what one address may send to one unit in a day."""
        self.asks.hit(f"{self.address} {unit}", now=self.now)


async def visitor_of(request: Request, address: Address, now: Now) -> PassingVisitor:
    """Counted by this process."""
    app = request.app.state
    return PassingVisitor(app.passing, app.asking, address, now)


Passing = Annotated[PassingVisitor, Depends(visitor_of)]
