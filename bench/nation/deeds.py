"""What somebody writes down on a day, and how such deeds become what a phone sends."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from api.changes.feed_key import coaching_id
from bench.caseload import BATCH
from bench.nation.chance import NOON, Chance

Sets = Mapping[str, Any]
Json = dict[str, Any]


class Deed(NamedTuple):
    """A creation, or with `was` an edit. `by`: a person's id."""

    day: date
    by: str
    kind: str
    record: str
    feed: str
    sets: Sets
    was: Sets | None = None


class Send(NamedTuple):
    """What one person hands in at once, in clients' cases or in coaching papers; `on`: the day for the server."""

    on: date
    by: str
    deeds: list[Deed]


def quarter_of(day: date) -> tuple[int, int]:
    """Its year, and 0 to 3."""
    return day.year, (day.month - 1) // 3


def sends_of(deeds: Iterable[Deed], together: Callable[[date], object] = quarter_of) -> Iterator[Send]:
    """A quarter's work of each person together, and before somebody else writes in a case all that was written there.

    `deeds`: by day. `together`: of each day with which others it is sent; else its quarter.
    """
    waiting: dict[tuple[str, bool], list[Deed]] = {}
    span, day = None, None

    def handed_in(several: Iterable[tuple[str, bool]]) -> Iterator[Send]:
        yield from (Send(day, key[0], waiting.pop(key)) for key in list(several) if day)

    for deed in deeds:
        if together(deed.day) != span:
            yield from handed_in(waiting)
        span, day = together(deed.day), deed.day
        yield from handed_in(
            key for key, mine in waiting.items() if key[0] != deed.by and any(one.feed == deed.feed for one in mine)
        )
        mine = waiting.setdefault((deed.by, is_coaching(deed.feed)), [])
        mine.append(deed)
        if len(mine) == BATCH:
            yield from handed_in([(deed.by, is_coaching(deed.feed))])
    yield from handed_in(waiting)


def is_coaching(feed: str) -> bool:
    """Whether it is a unit's coaching papers: an officer's phone follows those and no case."""
    return coaching_id(feed) == feed


def change_of(deed: Deed, chance: Chance) -> Json:
    """As a phone says it."""
    written = datetime.combine(deed.day, NOON).isoformat().replace("+00:00", "Z")
    made = {"id": chance.id_on(deed.day), "kind": deed.kind, "record": deed.record, "feed": deed.feed, "at": written}
    return {**made, "set": dict(deed.sets), **({} if deed.was is None else {"was": dict(deed.was)})}
