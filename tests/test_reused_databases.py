"""A database that is used again is as it was made, whatever a test did to it, or it is not used again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Table, delete, text, update
from sqlalchemy.dialects.postgresql import insert

from api.access.row_security import ROLE
from api.db.engine import make_engine
from api.tables import METADATA
from tests.engines import ENGINES, Engine, a_database, drop_database, unwalled
from tests.kept_connections import KeptConnections
from tests.reused_databases import ReusedDatabase, a_copy_used_again
from tests.scenes import made, staged
from tests.second_wall import some

on_postgres = pytest.mark.parametrize("engine", [one for one in ENGINES if one == "postgres"])


@pytest.fixture(scope="module", params=[one for one in ENGINES if one == "postgres"])
def again(request: pytest.FixtureRequest) -> Iterator[ReusedDatabase]:
    one = ReusedDatabase(made(request.param, ("town",)).url)
    yield one
    one.close()
    drop_database(one.url)


def contents(again: ReusedDatabase) -> dict[str, list[str]]:
    """{table or sequence: its rows}."""
    tables = {*METADATA.tables, *again.counted} - again.catalogues  # where they are cut: the whole and its parts
    asked = {name: f"SELECT t::text FROM {name} AS t ORDER BY 1" for name in tables}
    asked |= {name: f"SELECT last_value || ' ' || is_called FROM {name}" for name in again.sequences}
    return {name: [row for (row,) in again.keeper.execute(query)] for name, query in asked.items()}


def libpq(url: str) -> str:
    """For psycopg itself."""
    return url.replace("+psycopg", "")


def one_more(table: Table) -> Any:
    """Row of it."""
    return insert(table).values({one.name: some(one) for one in table.columns}).on_conflict_do_nothing()


def one_changed(table: Table) -> Any:
    """In the first column that is a text or an id."""
    column = next(one for one in table.columns if isinstance(some(one), str))
    return update(table).values({column.name: some(column)}).where(text(f"ctid = (SELECT min(ctid) FROM {table.name})"))


@pytest.mark.parametrize("left_by", [one_more, one_changed, delete])
def test_what_one_test_leaves_in_any_table_the_next_does_not_meet(
    again: ReusedDatabase, left_by: Callable[[Table], Any]
) -> None:
    before, engine = contents(again), make_engine(unwalled(again.url))
    with engine.begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        for table in METADATA.tables.values():
            with connection.begin_nested():
                connection.execute(left_by(table))
        for name in again.sequences:
            connection.execute(text(f"SELECT nextval('{name}')"))
    again.owner.take_back(engine)
    left, only_one = contents(again), {"epoch_state"} if left_by is one_more else set()
    there = {name for name in METADATA.tables if before[name] or left_by is one_more} | set(again.sequences)
    assert {name for name in there if left[name] == before[name]} == only_one
    assert again.renew()
    assert contents(again) == before


@pytest.mark.parametrize(
    "deed",
    ["ALTER TABLE unit ADD more int", "ALTER TABLE visit DISABLE ROW LEVEL SECURITY", "DROP POLICY server ON client",
     f"GRANT DELETE ON change TO {ROLE}", "CREATE TABLE more ()", "CREATE INDEX ON unit (name)", "DROP TABLE leaflet",
     "ALTER FUNCTION pulih_held() SECURITY INVOKER", "CREATE SCHEMA more", "COMMENT ON TABLE unit IS 'more'",
     "CREATE RULE lost AS ON INSERT TO unit DO INSTEAD NOTHING", "ANALYZE unit", "CREATE TEMP TABLE unit (id int)",
     "ALTER TABLE feed DISABLE TRIGGER ALL", "SELECT lo_create(0)", "ALTER SEQUENCE {sequence} CYCLE",
     f"ALTER DEFAULT PRIVILEGES GRANT DELETE ON TABLES TO {ROLE}", "CREATE TYPE more AS ENUM ('a')"],
)  # fmt: skip
def test_where_more_than_rows_was_changed_it_is_not_used_again(again: ReusedDatabase, deed: str) -> None:
    assert not again.catalogues & again.changed().keys()
    with again.keeper.transaction(force_rollback=True):
        again.keeper.execute(deed.format(sequence=again.sequences[0]))
        assert again.catalogues & again.changed().keys()


@on_postgres
def test_who_is_still_connected_keeps_it_from_being_used_again(engine: Engine, tmp_path: Path) -> None:
    with a_copy_used_again(made(engine, ()).url) as again, psycopg.connect(libpq(again.url)) as someone:
        someone.execute("LOCK TABLE throttle")  # to count its rows would wait for that
        assert not again.renew()


@on_postgres
def test_a_connection_is_given_on_as_it_was_opened(engine: Engine) -> None:
    asked = "SELECT current_setting('lock_timeout'), (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory')"
    with a_database(engine) as url, psycopg.connect(libpq(url)) as someone:
        before, kept = someone.execute(asked).fetchone(), KeptConnections()
        someone.execute("SET lock_timeout = 5; SELECT pg_advisory_lock(1); LISTEN more")
        assert someone.execute(asked).fetchone() != before
        someone.commit()
        kept.keep(someone)
        assert kept.idle == [someone]
        assert someone.execute(asked).fetchone() == before
        assert someone.execute("SELECT pg_listening_channels()").fetchall() == []
        kept.keep(someone)  # in the middle of a transaction
        assert (kept.idle, someone.closed) == ([someone], True)


@on_postgres
def test_one_test_after_another_has_the_same(engine: Engine, tmp_path: Path) -> None:
    had = []
    for _ in range(2):
        with staged(engine, ("dewi", "budi"), tmp_path) as place:
            with place.app.state.engine.connect() as connection:
                process = connection.scalar(text("SELECT pg_backend_pid()"))
            had.append((place.settings.database_url, process))
    assert had[0] == had[1]
    with staged(engine, ("dewi", "budi"), tmp_path) as place, place.engine.begin() as connection:
        connection.execute(text("ALTER TABLE unit ADD more int"))
    with staged(engine, ("dewi", "budi"), tmp_path) as place:
        assert place.settings.database_url != had[0][0]
