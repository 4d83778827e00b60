"""A backup is whole or not there; and it is put back where nothing is, under a new epoch, or not at all."""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from api.app import create_app
from api.backups.postgres_programs import run
from api.backups.served_state import ServedState, file_beside, noted, write_down
from api.db.engine import writing
from api.identity.enrolment_codes import make_code
from api.identity.server_epoch import EpochState
from api.identity.tables import Audit, EnrolmentCode
from tests.conftest import Place
from tests.desk import Desk
from tests.door import client
from tests.engines import ENGINES, copy_of, empty_database, fresh_database
from tests.phone import ORIGIN, Phone
from tests.test_problem import is_a_problem
from tests.test_sync import VISIT

pytestmark = pytest.mark.whole


def desk_at(place: Place) -> Desk:
    """Before the machine on which this server runs."""
    return Desk(place.settings.keys_file.parent, place.settings.database_url)


def backed_up(desk: Desk, **more: str) -> Path:
    """The folder that the command names."""
    return Path(desk.prints("backup", **more).split(": ")[1].split("  ")[0])


def numbers(desk: Desk) -> tuple[int, int]:
    [state] = [session.exec(select(EpochState)).one() for session in desk.look()]
    return state.started, state.done


def elsewhere(place: Place, tmp_path: Path, url: str | None = None) -> Desk:
    """Another machine, with an empty database of the same kind."""
    folder = tmp_path / "elsewhere"
    folder.mkdir(exist_ok=True)
    engine: Any = "sqlite" if place.settings.sqlite else "postgres"
    return Desk(folder, url or empty_database(engine))


def test_a_backup_raises_two_numbers_and_stands_on_receipts(place: Place, sari: Phone, client_of: Any) -> None:
    desk, case = desk_at(place), client_of(sari)
    made = backed_up(desk)
    assert numbers(desk) == (1, 1)
    sari.save("visit", VISIT, feed=case)
    answer = sari.push()
    assert (answer["results"][0]["started"], answer["started"], answer["done"]) == (1, 1, 1)
    assert made.stat().st_mode & 0o077 == 0
    assert (made / "server-keys.json").read_bytes() == place.settings.keys_file.read_bytes()
    rows = json.loads((made / "about.json").read_text())["rows"]
    assert sum(count for name, count in rows.items() if re.fullmatch(r"client(_\d)?", name)) == 1, "whole or in parts"
    backed_up(desk)
    told = place.http.get("/health").json()
    assert (numbers(desk), told["ready"], told["backup_fresh"]) == ((2, 2), True, True)
    place.clock.ahead = timedelta(hours=51)
    assert place.http.get("/health").status_code == 503
    assert place.http.get("/health").json()["backup_fresh"] is False


@pytest.mark.parametrize("place", [one for one in ENGINES if one == "sqlite"], indirect=True)
def test_a_backup_put_back_elsewhere_serves_under_a_new_epoch(
    place: Place, sari: Phone, client_of: Any, tmp_path: Path
) -> None:
    case = client_of(sari)
    with writing(place.engine) as session:
        make_code(session, place.settings, place.people["Sari"], now=place.clock())
    made = backed_up(desk_at(place))
    late = sari.save("visit", VISIT, feed=case)
    sari.sync()
    desk = elsewhere(place, tmp_path)
    assert "sudah dipulihkan" in desk.prints("restore", str(made))
    for session in desk.look():
        state = session.exec(select(EpochState)).one()
        assert (state.started, state.done, state.epoch == sari.epoch) == (1, 1, False)
        assert session.exec(select(Audit.action)).all()[-1] == "restored"
        assert all(code.enrolment for code in session.exec(select(EnrolmentCode)).all())
    app = create_app(desk.settings())
    with client(app, ORIGIN) as http:
        sari.http = http
        assert http.get("/health").json()["ready"] is True
        pulled = http.post("/v1/sync/pull", json=sari.ask(follows="0" * 64, limit=5), headers=sari.headers)
        is_a_problem(pulled, "epoch-changed", 409)
        assert http.get(f"/v1/clients/{case}", headers=sari.headers).status_code == 200
        assert http.get(f"/v1/visits/{late}", headers=sari.headers).status_code == 404
    app.state.engine.dispose()


def test_nothing_is_put_back_over_what_is_there_unless_told(place: Place, client_of: Any, tmp_path: Path) -> None:
    client_of(place.phone("Sari"))
    made = backed_up(desk_at(place))
    engine: Any = "sqlite" if place.settings.sqlite else "postgres"
    desk = elsewhere(place, tmp_path, fresh_database(engine))
    refused = desk.type("restore", str(made))
    assert (refused.exit_code, "--replace" in refused.stderr) == (1, True)
    assert [session.exec(select(EpochState)).all() for session in desk.look()] == [[]]
    served = file_beside(desk.settings().journal_file)
    write_down(served, ServedState(epoch="of the database that goes", changes=9, sign_ins=9))
    desk.prints("restore", str(made), "--replace")
    assert (numbers(desk), noted(served)) == ((1, 1), None)
    if engine == "sqlite":
        file = Path(desk.url.removeprefix("sqlite:///"))
        assert len(list(file.parent.glob(f"{file.name}.before_*"))) == 1


def cut(made: Path) -> None:
    database = next(made.glob("database.*"))
    database.write_bytes(database.read_bytes()[:-4096])


def forge(made: Path) -> None:
    """A row is gone, and the sum says nothing of it."""
    from api.backups.backup_note import sum_of

    note = json.loads((made / "about.json").read_text())
    database = next(made.glob("database.*"))
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("DELETE FROM visit")
    note["sums"][database.name] = sum_of(database)
    (made / "about.json").write_text(json.dumps(note))


def of_a_newer_release(made: Path) -> None:
    note = json.loads((made / "about.json").read_text())
    (made / "about.json").write_text(json.dumps({**note, "heads": ["of_tomorrow"]}))


def of_the_other_engine(made: Path) -> None:
    note = json.loads((made / "about.json").read_text())
    note["sums"]["database.dump"] = note["sums"].pop("database.sqlite3")
    (made / "database.sqlite3").rename(made / "database.dump")
    (made / "about.json").write_text(json.dumps({**note, "engine": "postgresql"}))


@pytest.mark.parametrize(
    "spoil",
    [cut, forge, of_a_newer_release, of_the_other_engine, lambda made: (made / "about.json").unlink(),
     lambda made: (made / "server-keys.json").unlink(), shutil.rmtree],
    ids=["cut", "a row less", "newer", "other engine", "no note", "no keys", "nothing"],
)  # fmt: skip
@pytest.mark.parametrize("place", [one for one in ENGINES if one == "sqlite"], indirect=True)
def test_what_is_no_whole_backup_is_refused_before_anything_is_touched(
    place: Place, sari: Phone, client_of: Any, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    sari.save("visit", VISIT, feed=client_of(sari))
    sari.sync()
    made = backed_up(desk_at(place))
    spoil(made)
    desk = elsewhere(place, tmp_path)
    result = desk.type("restore", str(made))
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1), result.output
    assert isinstance(result.exception, SystemExit)
    assert not Path(desk.url.removeprefix("sqlite:///")).exists()
    assert list(desk.place.iterdir()) == []


@pytest.mark.parametrize("place", [one for one in ENGINES if one == "postgres"], indirect=True)
def test_a_dump_cut_short_is_refused_and_what_was_there_comes_back(
    place: Place, client_of: Any, tmp_path: Path
) -> None:
    client_of(place.phone("Sari"))
    made = backed_up(desk_at(place))
    desk = elsewhere(place, tmp_path, copy_of(fresh_database("postgres")))
    before = numbers_of_tables(desk)
    cut(made)
    assert desk.type("restore", str(made), "--replace").exit_code == 1
    assert numbers_of_tables(desk) == before


def numbers_of_tables(desk: Desk) -> int:
    return sum(len(session.connection().exec_driver_sql("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").all())
               for session in desk.look())  # fmt: skip


@pytest.mark.parametrize("place", [one for one in ENGINES if one == "sqlite"], indirect=True)
def test_a_file_that_a_server_has_open_is_not_replaced(place: Place, client_of: Any) -> None:
    client_of(place.phone("Sari"))
    desk = desk_at(place)
    made = backed_up(desk)
    result = desk.type("restore", str(made), "--replace")
    assert (result.exit_code, "Hentikan server dulu" in result.stderr) == (1, True)
    assert numbers(desk) == (1, 1)


def spoil_a_page(database: Path) -> None:
    """Of an index, as a bad disk does."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [size] = connection.execute("PRAGMA page_size").fetchone()
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'change_feed'"
        [page] = connection.execute(query).fetchone()
    with database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(bytes(size))


@pytest.mark.parametrize("place", [one for one in ENGINES if one == "sqlite"], indirect=True)
def test_older_ones_go_after_a_good_new_one_and_only_then(place: Place, tmp_path: Path) -> None:
    desk = desk_at(place)
    first = backed_up(desk)
    made = [backed_up(desk, PULIH_BACKUPS_KEPT="2") for _ in range(2)]
    folder = first.parent
    assert sorted(folder.glob("pulih-*")) == sorted(made)
    place.app.state.engine.dispose()
    place.engine.dispose()
    spoil_a_page(Path(desk.url.removeprefix("sqlite:///")))
    result = desk.type("backup", PULIH_BACKUPS_KEPT="2")
    assert (result.exit_code, "malformed" in result.stderr or "rusak" in result.stderr) == (1, True), result.output
    assert sorted(folder.iterdir()) == sorted([folder / ".lock", *made])
    assert numbers(desk) == (4, 3)


@pytest.mark.parametrize("place", [one for one in ENGINES if one == "postgres"], indirect=True)
@pytest.mark.parametrize("version", ["9.6", None])
def test_a_program_that_is_missing_or_too_old_is_said(place: Place, tmp_path: Path, version: str | None) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    if version:
        (programs / "pg_dump").write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}'\n")
        (programs / "pg_dump").chmod(0o755)
    result = desk_at(place).type("backup", PATH=str(programs))
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "pg_dump" in result.stderr


def test_a_program_with_much_to_complain_of_is_heard_to_its_end(tmp_path: Path, monkeypatch: Any) -> None:
    """A pipe holds 64 KB: whoever reads only the other one waits for a program that waits for him."""
    (tmp_path / "pg_dump").write_text("#!/bin/sh\nhead -c 300000 /dev/zero | tr '\\0' 'w' >&2\necho said\n")
    (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert run("pg_dump", "") == "said\n"
