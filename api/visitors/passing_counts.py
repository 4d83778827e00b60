"""How often an address may try, without keeping it: counts live in this process alone, under a salt that is thrown away
with them. A stranger who uses another process begins anew; what a code is worth is its length.

A code of WHOLE symbols (50 bits) is found by nobody who tries, so a right one is let in however often others of its
address were wrong: the limit slows those who guess, and shuts out no neighbour of theirs.
"""

from datetime import datetime
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock

from api.identity.rate_limits import HELP_UNIT
from api.problems.tree import TooMany

WINDOW, TRIES = 900, 30
DAY = 86400
WHOLE = 10


def asks_of_address(workers: int) -> int:
    """How often one address may ask one unit in a day, of each process: a third of what the unit takes from all."""
    return max(2, HELP_UNIT.tries // 3 // workers)


class PassingCounts:
    """One for each process. `tries` within `window` seconds; one window for all, so that its salt can be let go of."""

    def __init__(self, tries: int = TRIES, window: int = WINDOW) -> None:
        self._most, self._window = tries, window
        self._lock, self._since = Lock(), 0
        self._salt, self._tries = b"", dict[bytes, int]()

    def hit(self, whose: str, *, now: datetime) -> None:
        """One more; TooMany beyond the limit."""
        self._count(whose, now, 1)

    def must_be_free(self, whose: str, *, now: datetime) -> None:
        """TooMany where no try is left; counts none."""
        self._count(whose, now, 0)

    def _count(self, whose: str, now: datetime, more: int) -> None:
        moment = int(now.timestamp())
        with self._lock:
            if not self._since <= moment < self._since + self._window:
                self._since, self._salt, self._tries = moment, token_bytes(16), {}
            name = blake2b(whose.encode(), key=self._salt, digest_size=16).digest()
            self._tries[name] = tries = self._tries.get(name, 0) + more
            left = self._since + self._window - moment
        if tries + (not more) > self._most:
            raise TooMany(retry_after=max(1, left))
