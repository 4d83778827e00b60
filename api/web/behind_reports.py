"""Whether this server's database is older than what phones were told: believed when two people's phones say so.

Anybody can send a number; one alone is refused and logged, and turns nothing red. What was said an hour ago is over:
then the right database is back, or somebody says it again.
"""

from datetime import datetime, timedelta

BELIEVED = 2
LASTS = timedelta(hours=1)


class BehindReports:
    """{person: when her phone last said so}, of one process."""

    def __init__(self) -> None:
        self.said: dict[str, datetime] = {}

    def note(self, person: str, now: datetime) -> None:
        """Those whose time is over go."""
        self.said = {one: at for one, at in self.said.items() if abs(now - at) < LASTS} | {person: now}

    def believed(self, now: datetime) -> bool:
        """Red."""
        return sum(abs(now - at) < LASTS for at in self.said.values()) >= BELIEVED
