"""Beyond one database: cut into parts by home the schema serves the same phones; docs/scale.md names every table."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from api.access.row_security import ROLE
from api.changes.tables import Feed
from api.db.engine import ConnectionLimits, make_engine
from api.tables import METADATA
from tests import test_sync, test_sync_people
from tests.conftest import Place, a_place_on
from tests.engines import ENGINES, HOUSE, a_database, owners
from tests.partitioned import EVERYWHERE, PARTS, a_partitioned_database
from tests.phone import Phone
from tests.soak import PARTS as SOAK
from tests.soak import asked
from tests.test_backup import backed_up, desk_at, elsewhere
from tests.test_house import WITHOUT_HOME

pytestmark = [pytest.mark.whole, pytest.mark.skipif("postgres" not in ENGINES, reason="SQLite has no parts")]

[SHARES] = (part.pieces for part in SOAK if part.name == "parts")
OF_HOMES = set(METADATA.tables) - set(WITHOUT_HOME)
PAGE = (HOUSE / "docs" / "scale.md").read_text()
# What Citus refuses: a unique key without the column, a foreign key to what is not spread yet, a drawn number, and a
# policy that looks into a table.
STAND_INS = """
CREATE TABLE spread (name text PRIMARY KEY);
CREATE FUNCTION create_reference_table(told text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = told::regclass AND contype = 'f'
             AND confrelid::regclass::text NOT IN (SELECT name FROM spread))
    THEN RAISE 'foreign key of %%', told; END IF;
  INSERT INTO spread VALUES (told); END $$;
CREATE FUNCTION create_distributed_table(told text, col text, colocate_with text DEFAULT '') RETURNS void
LANGUAGE plpgsql AS $$ BEGIN
  PERFORM create_reference_table(told);
  IF EXISTS (SELECT FROM pg_index WHERE indrelid = told::regclass AND indisunique AND NOT
             (SELECT attnum FROM pg_attribute WHERE attrelid = told::regclass AND attname = col) = ANY (indkey::int[]))
    THEN RAISE 'unique key of %%', told; END IF;
  IF EXISTS (SELECT FROM pg_policies WHERE tablename = told AND (qual || coalesce(with_check, '')) ~ 'SELECT|pulih_')
    THEN RAISE 'policy of %%', told; END IF;
  IF EXISTS (SELECT FROM pg_attrdef WHERE adrelid = told::regclass AND pg_get_expr(adbin, adrelid) ~ 'nextval')
    THEN RAISE 'sequence of %%', told; END IF; END $$;
"""

test_a_visit_reaches_another_phone = test_sync.test_a_visit_reaches_the_other_phone_whole_and_once
test_a_pull_is_resumable = test_sync.test_a_pull_is_resumable_at_any_point
test_feed_order_is_commit_order = test_sync.test_feed_order_is_commit_order
test_what_was_lost_comes_back = test_sync_people.test_what_a_restore_lost_comes_back_as_found
test_what_is_held = test_sync_people.test_what_a_revoked_agent_sends_is_held_for_the_coordinator


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with a_partitioned_database() as url, a_place_on(url, tmp_path) as made:
        yield made


def test_every_table_of_homes_is_cut_and_no_part_is_another_way_in(place: Place) -> None:
    """The walls stand before the whole: whoever could read a part would pass them by."""
    must_be_cut(place.engine)


def must_be_cut(engine: Engine) -> None:
    """All that is of homes, and nobody is let into a part."""
    parted = text("SELECT relname FROM pg_class WHERE relkind = 'p'")
    parts = text("SELECT inhrelid::regclass::text FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE relkind = 'r'")
    open_ones = text("SELECT table_name FROM information_schema.role_table_grants WHERE grantee = :role")
    with engine.connect() as connection:
        assert set(connection.scalars(parted)) == OF_HOMES
        found = set(connection.scalars(parts))
        assert len(found) == PARTS * len(OF_HOMES)
        assert not found & set(connection.scalars(open_ones, {"role": ROLE}))


def test_what_is_cut_is_backed_up_and_put_back_as_it_was(
    place: Place, sari: Phone, client_of: Any, tmp_path: Path
) -> None:
    case = client_of(sari)
    made, desk = backed_up(desk_at(place)), elsewhere(place, tmp_path)
    desk.prints("restore", str(made))
    [found] = [session.scalars(select(Feed.id)).all() for session in desk.look()]
    assert case in found
    engine = make_engine(desk.url)
    must_be_cut(engine)
    engine.dispose()


@pytest.mark.soak
def test_the_suite_holds_on_a_database_that_is_cut() -> None:
    """A share of its files for each piece; those about one engine's own files look at that one in each case."""
    environ = {**os.environ, EVERYWHERE: "1", "PULIH_TEST_ENGINES": "postgres"}
    files = sorted(str(file) for file in (HOUSE / "tests").glob("test_*.py"))
    words = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-m", "not soak"]
    for piece in asked():
        ended = subprocess.run([*words, *files[piece::SHARES]], cwd=HOUSE, env=environ, check=False)
        assert ended.returncode == 0


def spreading() -> str:
    """The page's own SQL, but for what only Citus has."""
    [block] = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    return re.sub(r"^(CREATE EXTENSION|SET citus).*\n", "", block, flags=re.MULTILINE)


@pytest.mark.skipif(EVERYWHERE in os.environ, reason="what is spread was not cut before")
def test_every_table_is_spread_or_lies_everywhere_by_the_commands_of_the_page() -> None:
    with a_database("postgres") as url:
        engine = make_engine(owners(url))
        with engine.begin() as connection:
            connection.exec_driver_sql(STAND_INS)
            connection.exec_driver_sql(spreading())
            assert set(connection.scalars(text("SELECT name FROM spread"))) == set(METADATA.tables)
        wrong = "DELETE FROM spread WHERE name = 'leaflet'; SELECT create_distributed_table('leaflet', 'unit')"
        with engine.connect() as connection, pytest.raises(DBAPIError, match="unique key of leaflet"):
            connection.exec_driver_sql(wrong)
        engine.dispose()


def test_of_several_hosts_the_one_that_writes_is_taken(tmp_path: Path) -> None:
    [words] = re.findall(r"\?host=db1.*?&(target_session_attrs=[a-z-]+)", PAGE)
    with a_database("postgres") as url:
        gone = url.replace("?host=", f"?host={quote(str(tmp_path))}:5432&host=") + f":5432&{words}"
        engine = make_engine(gone, ConnectionLimits(connect=2))
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT 1")) == 1
        engine.dispose()
