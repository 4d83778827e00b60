"""The schema on PostgreSQL, every table of homes cut into parts by its home, as the migrations themselves make it."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any

from sqlalchemy import Engine, event

from tests.engines import copy_of, drop_database, empty_database, migrate

PARTS = 4
EVERYWHERE = "PULIH_TEST_PARTITIONED"  # in the environment: every database of this session is cut
# A table that migrations make, and whose first key is a home.
OF_HOMES = re.compile(r"^\s*CREATE TABLE (\w+) \((?=.*PRIMARY KEY \(home\b).*\)\s*$", re.DOTALL)


def cut(connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> Any:
    """What is about to be run, and its parameters."""
    made = OF_HOMES.match(statement)
    if made is None or connection.dialect.name != "postgresql":
        return statement, parameters
    parts = (
        f"CREATE TABLE {made[1]}_{part} PARTITION OF {made[1]} FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {part})"
        for part in range(PARTS)
    )
    return "; ".join([f"{statement} PARTITION BY HASH (home)", *parts]), parameters


@contextmanager
def cutting() -> Iterator[None]:
    """Whatever is made meanwhile."""
    event.listen(Engine, "before_cursor_execute", cut, retval=True)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", cut)


@cache
def migrated() -> str:
    """The URL of one at head."""
    url = empty_database("postgres")
    with nullcontext() if EVERYWHERE in os.environ else cutting():
        migrate(url)
    return url


@contextmanager
def a_partitioned_database() -> Iterator[str]:
    """A fresh one, that goes when the block ends."""
    url = copy_of(migrated())
    yield url
    drop_database(url)
