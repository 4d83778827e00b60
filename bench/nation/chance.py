"""What happens by chance, and the same again for the same seed."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from api.ids import shaped

T = TypeVar("T")
NOON = time(7, 30, tzinfo=UTC)  # between half past two in Jakarta and half past four in Jayapura
ID_CHANCE = 80  # bits of an id below its moment


class Chance:
    """`seed`: whatever tells one from another, such as a number and a unit's name."""

    def __init__(self, *seed: object) -> None:
        self.by = random.Random(" ".join(map(str, seed)))

    def yes(self, share: float) -> bool:
        """In so many of all cases."""
        return self.by.random() < share

    def one_of(self, choices: Sequence[T]) -> T:
        """Each as often."""
        return self.by.choice(choices)

    def weighted(self, shares: Mapping[T, float]) -> T:
        """Each as often as its share among all says."""
        return self.by.choices(list(shares), list(shares.values()))[0]

    def some_of(self, choices: Sequence[T], most: int) -> list[T]:
        """One at the least, in their order."""
        chosen = set(self.by.sample(range(len(choices)), self.between(1, most)))
        return [one for at, one in enumerate(choices) if at in chosen]

    def between(self, least: int, most: int) -> int:
        """Both counted."""
        return self.by.randint(least, most)

    def later(self, day: date, least: int, most: int) -> date:
        """So many days after it."""
        return day + timedelta(days=self.between(least, most))

    def id_on(self, day: date) -> str:
        """Made on that day (UUIDv7)."""
        moment = datetime.combine(day, NOON)
        return shaped(int(moment.timestamp() * 1000) << ID_CHANCE | self.by.getrandbits(ID_CHANCE))
