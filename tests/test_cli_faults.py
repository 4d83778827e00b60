"""What goes wrong at an operator's desk is told in a sentence, and what is told was kept."""

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from api.db.engine import make_engine
from tests.desk import Desk
from tests.engines import ENGINES, owners
from tests.test_cli import INIT
from tests.test_cli import desk as desk
from tests.test_cli import ready as ready

pytestmark = pytest.mark.whole


@pytest.mark.parametrize(
    ("words", "more"),
    [
        (("user", "list"), {"PULIH_OWNER_URL": "postgresql+psycopg://u:canary@127.0.0.1:1/pulih?connect_timeout=1"}),
        (("migrate",), {"PULIH_OWNER_URL": "postgresql+psycopg://u:canary@127.0.0.1:1/pulih?connect_timeout=1"}),
        (("user", "list"), {"PULIH_OWNER_URL": "sqlite:////proc/nowhere/pulih.sqlite3"}),
        (("user", "list"), {}),
        (("user", "add", "X", "--unit", "1"), {}),
        (("unit", "phrase", "1"), {}),
    ],
    ids=["nobody answers", "nobody answers a migration", "no such folder", "no tables", "no id", "no unit"],
)
def test_what_an_operator_can_mend_is_told_in_a_sentence(
    desk: Desk, words: tuple[str, ...], more: dict[str, str]
) -> None:
    result = desk.type(*words, **more)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1), result.stderr
    assert isinstance(result.exception, SystemExit)
    assert "canary" not in result.output + result.stderr


def test_a_database_of_a_newer_release_is_told_in_a_sentence(ready: Desk) -> None:
    engine = make_engine(owners(ready.url))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'newer'")
    engine.dispose()
    result = ready.type("migrate")
    assert (result.exit_code, result.stderr.startswith("Migrasi: ")) == (1, True)


def test_the_last_admin_stays_and_whoever_was_switched_off_comes_back(desk: Desk) -> None:
    desk.prints(*INIT)
    assert desk.type("user", "off", "admin").exit_code == 1
    desk.prints("user", "add", "Pak Admin", "--role", "admin", "--username", "second")
    desk.prints("user", "off", "admin")
    assert desk.type("user", "off", "second").exit_code == 1
    assert "nonaktif  Ibu Admin" in desk.prints("user", "list")
    desk.prints("user", "on", "admin")
    assert "aktif     Ibu Admin" in desk.prints("user", "list")


def test_nothing_is_printed_that_was_not_kept(ready: Desk) -> None:
    """The commit itself fails, as it does on a full disk."""

    def fail(_session: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("disk is full"))

    event.listen(Session, "before_commit", fail)
    try:
        for words in (("unit", "add", "X", "--village", "33.22.01.2003"),
                      ("user", "add", "X", "--role", "admin", "--username", "second")):  # fmt: skip
            result = ready.type(*words)
            assert (result.exit_code, result.stdout) == (1, "")
    finally:
        event.remove(Session, "before_commit", fail)


def planned_rows(ready: Desk, table: str) -> list[float]:
    """How many the planner of queries was told of; -1: nothing yet."""
    query = text("SELECT reltuples FROM pg_class WHERE relname = :table")
    return [float(session.execute(query, {"table": table}).scalar_one()) for session in ready.look()]


@pytest.mark.parametrize("ready", [one for one in ENGINES if one == "postgres"], indirect=True)
def test_the_planner_of_queries_knows_what_a_command_filled(ready: Desk) -> None:
    assert planned_rows(ready, "unit") == [-1]
    ready.prints("demo")
    assert planned_rows(ready, "unit") == [2]
    ready.prints("unit", "add", "X", "--village", "33.22.01.2003")
    ready.prints("migrate")
    assert planned_rows(ready, "unit") == [3]
