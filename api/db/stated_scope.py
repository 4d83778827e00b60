"""What a transaction states for row security to compare with, on PostgreSQL alone: each time one prepared statement.

`set_config` does not reach the nodes of a distributed database, `SET LOCAL` does: there `state`, `and_state` and the
statement of `api/access/followed_cases.py` are the ones to change.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, TextClause, cast, func, select, text, true
from sqlmodel import Session

from api.actor import Actor
from api.db.fixed import fixed

Key = tuple[str, str]
SYMBOLS = "0123456789abcdef"


def set_rls_reader(session: Session, who: Actor | None) -> None:
    """This transaction reads for her, as the database said a moment ago."""
    if who is not None:
        places = {"unit": who.unit or "", "partner": who.partner or "", "area": who.area or ""}
        state(session, {"agent": who.id, "role": who.role, **places})


def and_state(query: Select[Any], said: Mapping[str, str]) -> Select[Any]:
    """The one row of this query; what it says of a reader ({name: column}) is stated by the statement that reads it."""
    found = query.subquery("found")
    values = ((name, func.coalesce(cast(found.c[column], Text), fixed(""))) for name, column in said.items())
    return select(*found.c, *(setting(f"pulih.{name}", value) for name, value in values))


def setting(name: str, value: ColumnElement[str]) -> ColumnElement[str]:
    """It says so until the transaction ends."""
    return func.set_config(fixed(name), value, true())


# Under the lock everything is asked by ids. By itself PostgreSQL would plan such a question anew for each list of them,
# which costs more than the answer; and what it planned on a small table it would keep, and then read that table whole
# for each row that refers to it.
BY_INDEX = {"enable_seqscan": "off", "plan_cache_mode": "force_generic_plan"}


def home_stated(home: ColumnElement[str]) -> Iterator[ColumnElement[str]]:
    """Beside the lock of this home: the transaction reads and writes there, and `apply` judges each change."""
    yield setting("pulih.home", cast(home, Text))
    yield from (setting(name, fixed(value)) for name, value in BY_INDEX.items())


def by_last_symbol(name: str, keys: Iterable[Key]) -> dict[str, str]:
    """Sixteen lists by the id's last symbol: a policy reads its list for each row, and a sixteenth is soon read."""
    lists: dict[str, list[Key]] = {symbol: [] for symbol in SYMBOLS}
    for key in keys:
        lists[key[1][-1]].append(key)
    return {f"{name}_{symbol}": listed(of_it) for symbol, of_it in lists.items()}


def listed(keys: Iterable[Key]) -> str:
    """`home/id,home/id,`."""
    return "".join(f"{home}/{one}," for home, one in keys)


def state(session: Session, said: Mapping[str, str]) -> None:
    """`pulih.…` until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(stating(tuple(said)), dict(said))


@cache
def stating(names: tuple[str, ...]) -> TextClause:
    """Its values are bound, so that none can be more than a value."""
    return text("SELECT " + ", ".join(f"set_config('pulih.{name}', :{name}, true) IS NULL" for name in names))
