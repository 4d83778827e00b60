"""What goes wrong at an operator's desk is told in a sentence, and what is told was kept."""

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from api.db.engine import make_engine
from api.identity.people import Partner, Person, Unit
from tests.desk import Desk
from tests.engines import ENGINES, owners
from tests.test_cli import INIT
from tests.test_cli import bare as bare
from tests.test_cli import desk as desk
from tests.test_cli import ready as ready

pytestmark = pytest.mark.whole

NOWHERE, KOPENG = "0192d5a1-c0de-7f00-8a3b-2f6d1e5c9b70", ("--village", "33.22.01.2003")
WRONG = {
    ("user", "add"): [
        ("Sari",), ("Sari", "--role", "partner"), ("Sari", "--role", "district"), ("Sari", "--unit", NOWHERE),
        ("Sari", "--role", "district", "--area", "33.22.01"), ("Sari", "--role", "district", "--area", "33.99"),
        ("Sari", "--role", "boss"), ("", "--role", "admin"), ("X" * 81, "--role", "admin"),
        ("X\0", "--role", "admin"), ("X\udcff", "--role", "admin"), ("X", "--role", "admin", "--username", "Not Good"),
        ("X", "--role", "admin", "--username", "admin"), ("X", "--role", "admin", "--username", ""),
    ],
    ("user", "off"): [("",), ("nobody",), ("X\0",), ("X\udcff",)],
    ("user", "password"): [("nobody",)],
    ("unit", "add"): [
        ("X", "--village", "33"), ("", *KOPENG), ("\u200b", *KOPENG), ("X\nY", *KOPENG), ("X" * 121, *KOPENG),
        ("X", *KOPENG, "--timezone", "Europe/Berlin"),
    ],
    ("unit", "phrase"): [("",), (NOWHERE,)],
    ("partner", "add"): [
        ("X", *KOPENG), ("X", *KOPENG, "--service", "zoo"), ("X", *KOPENG, "--service", "detox", "--kind", "zoo"),
        ("X", "--village", "1", "--service", "detox"),
        (" ", *KOPENG, "--service", "detox"), ("X\udcff", *KOPENG, "--service", "detox"),
    ],
    ("partner", "edit"): [(NOWHERE,)],
    ("partner", "retire"): [("",)],
    ("code",): [("nobody",), ("admin",), ("X\0",)],
    ("token",): [(NOWHERE,)],
    ("client", "open"): [("admin", "Mas Wahyu"), ("nobody", "X")],
    ("audit",): [("--who", "nobody"), ("--case", "x")],
    ("rescue",): [("nothing-here",), ("/",)],
    ("restore",): [("nothing-here",), ("/",), ("",)],
}  # fmt: skip


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
    bare: Desk, words: tuple[str, ...], more: dict[str, str]
) -> None:
    result = bare.type(*words, **more)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1), result.stderr
    assert isinstance(result.exception, SystemExit)
    assert "canary" not in result.output + result.stderr


def test_what_cannot_be_is_refused_in_words(ready: Desk) -> None:
    ready.prints(*INIT)
    for command, several in WRONG.items():
        for words in several:
            result = ready.type(*command, *words)
            assert isinstance(result.exception, SystemExit), (command, words, result.exception)
            told = (result.exit_code, result.stdout, bool(result.stderr.strip()))
            assert told == (1, "", True), (command, words, result.output)
    for session in ready.look():
        assert [len(session.exec(select(table)).all()) for table in (Person, Unit, Partner)] == [1, 1, 0]


def test_a_client_who_cannot_be_is_told_by_what_is_wrong_with_it(ready: Desk) -> None:
    unit = ready.prints("unit", "add", "IBM", *KOPENG).split()[0]
    ready.prints("user", "add", "Tia", "--unit", unit)
    assert "/alias" in ready.type("client", "open", "Tia", "3322010101010001").stderr


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


@pytest.mark.parametrize("ready", [one for one in ENGINES if one == "postgres"], indirect=True)
def test_the_planner_of_queries_knows_what_a_command_filled(ready: Desk) -> None:
    assert ready.planned_rows("unit") == -1
    ready.prints("demo")
    assert ready.planned_rows("unit") == 4
    ready.prints("unit", "add", "X", "--village", "33.22.01.2003")
    ready.prints("migrate")
    assert ready.planned_rows("unit") == 5
