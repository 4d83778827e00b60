"""How often an address may try, without keeping it: counts live in this process alone, under a salt that is thrown away
with them every quarter of an hour. A stranger who uses another process begins anew; what a code is worth is its length.
"""

from datetime import datetime
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock

from api.problems.tree import TooMany

WINDOW = 900  # seconds
TRIES = 30


class PassingCounts:
    """One for each process."""

    def __init__(self) -> None:
        self._lock, self._since = Lock(), 0
        self._salt, self._tries = b"", dict[bytes, int]()

    def hit(self, address: str, *, now: datetime) -> None:
        """One more of this address; TooMany beyond the limit."""
        moment = int(now.timestamp())
        with self._lock:
            if not self._since <= moment < self._since + WINDOW:
                self._since, self._salt, self._tries = moment, token_bytes(16), {}
            name = blake2b(address.encode(), key=self._salt, digest_size=16).digest()
            self._tries[name] = tries = self._tries.get(name, 0) + 1
            left = self._since + WINDOW - moment
        if tries > TRIES:
            raise TooMany(retry_after=max(1, left))
