"""A list goes along the index of its kind's positions, also in a database that knows nothing of its tables."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from tests.engines import ENGINES
from tests.engines import Engine as EngineName
from tests.place import a_place

# What PostgreSQL can do without is not done: nearly empty tables are read whole otherwise.
LAST_RESORTS = ("seqscan", "sort", "bitmapscan")
# Of the whole, or of a part where tables are cut into parts.
OF_KINDS = re.compile(r"change_kind|change_\d_home_kind_position_idx")
OF_CLIENTS = re.compile(r"client(_\d)?_pkey|sqlite_autoindex_client_1")


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


@pytest.mark.parametrize("engine", ENGINES)
def test_a_list_goes_along_its_index_with_a_filter_and_without(engine: EngineName, tmp_path: Path) -> None:
    with a_place(engine, tmp_path) as place:  # in a database used before, indexes are longer than what is in them
        phone = place.phone("Sari")
        phone.save("client", {"code": "7Q4MK2H", "alias": "Mas Wahyu", "status": "registered"})
        phone.sync()
        place.person("Ratna", role="coordinator")
        with said_by(place.app.state.engine) as said:
            for path in ("/v1/clients", "/v1/clients?status=registered"):
                assert place.http.get(path, headers=place.headers("Ratna")).json()["items"]
        with place.engine.connect() as session:
            plain, filtered = (plan(session, *one) for one in said)
    for one in (plain, filtered):
        assert OF_KINDS.search(one)
        assert "Sort" not in one
        assert "B-TREE" not in one, "SQLite's word for sorting"
    assert OF_CLIENTS.search(filtered)
