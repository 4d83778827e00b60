"""A list goes along the index of its kind's positions, also in a database that knows nothing of its tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from tests.conftest import Place
from tests.phone import Phone

# What PostgreSQL can do without is not done: nearly empty tables are read whole otherwise.
LAST_RESORTS = ("seqscan", "sort", "bitmapscan")


@contextmanager
def said_by(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """(statement, values) of the lists that are read through it meanwhile."""
    said: list[tuple[str, Any]] = []

    def listen(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        if "ORDER BY change.position" in statement:
            said.append((statement, values))

    event.listen(engine, "before_cursor_execute", listen)
    yield said
    event.remove(engine, "before_cursor_execute", listen)


def plan(session: Connection, statement: str, values: Any) -> str:
    """The steps, one a line."""
    if session.dialect.name == "sqlite":
        return "\n".join(row[3] for row in session.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))
    for one in LAST_RESORTS:
        session.exec_driver_sql(f"SET LOCAL enable_{one} = off")
    return "\n".join(row[0] for row in session.exec_driver_sql(f"EXPLAIN {statement}", values))


def test_a_list_goes_along_its_index_with_a_filter_and_without(place: Place, sari: Phone, client_of: Any) -> None:
    client_of(sari)
    place.person("Ratna", role="coordinator")
    with said_by(place.app.state.engine) as said:
        for path in ("/v1/clients", "/v1/clients?status=registered"):
            assert place.http.get(path, headers=place.headers("Ratna")).json()["items"]
    with place.engine.connect() as session:
        plain, filtered = (plan(session, *one) for one in said)
    for one in (plain, filtered):
        assert "change_kind" in one
        assert "Sort" not in one
        assert "B-TREE" not in one, "SQLite's word for sorting"
    assert "client_pkey" in filtered or "sqlite_autoindex_client_1" in filtered
