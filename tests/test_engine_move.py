"""A small office outgrows SQLite: phones hear of a new epoch, and of nothing else."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from api.app import create_app
from api.changes.blobs import BlobPart
from api.db.engine import make_engine, reading, writing
from api.tables import METADATA
from tests.conftest import Place
from tests.desk import Desk
from tests.door import client
from tests.engines import ENGINES, empty_database, owners
from tests.phone import ORIGIN
from tests.simulator.phones import ReturningPhone
from tests.test_sync import VISIT

pytestmark = pytest.mark.whole
from_sqlite = pytest.mark.parametrize("place", [one for one in ENGINES if one == "sqlite"], indirect=True)


def rows(url: str) -> dict[str, int]:
    engine = make_engine(owners(url))
    with reading(engine) as session:
        found = {
            name: len(session.connection().execute(table.select()).all()) for name, table in METADATA.tables.items()
        }
    engine.dispose()
    return {name: count for name, count in found.items() if name not in ("epoch_start", "audit", "home_counter")}


def add_bytes(place: Place, case: str) -> None:
    """Of a picture, in more parts than go at once."""
    with writing(place.engine) as session:
        for n in range(25):
            told = {
                "home": place.units["A"],
                "record": case,
                "sha256": "0" * 64,
                "start": 3 * n,
                "feed": case,
                "size": 75,
            }
            session.add(BlobPart(**told, content=bytes([n, 0, 255]), received_at=place.clock()))


def is_not_moved_in_part(desk: Desk, file: Path) -> None:
    """A row that does not arrive, here by a rule of the database's, keeps all of it where it was."""
    engine = make_engine(owners(desk.url))
    desk.prints("migrate")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE RULE lost AS ON INSERT TO unit DO INSTEAD NOTHING")
    assert "Tidak semua baris unit sampai" in desk.type("migrate-to-postgres", str(file)).stderr
    assert file.exists()
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP RULE lost ON unit")
    engine.dispose()


@from_sqlite
def test_a_history_begun_on_sqlite_goes_on_on_postgres(
    place: Place, client_of: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "postgres" not in ENGINES:
        pytest.skip("where both are")
    monkeypatch.setattr("tests.place.Phone", ReturningPhone)
    sari: Any = place.phone("Sari")
    dewi: Any = place.phone("Dewi")
    case = client_of(sari, also=("Dewi",))
    dewi.sync()
    for phone, note in ((sari, "satu"), (dewi, "dua")):
        phone.save("client", {"note": note}, record=case)
    visit = sari.save("visit", VISIT, feed=case)
    sari.sync()
    dewi.sync()
    unsent = sari.save("visit", VISIT, feed=case)
    before, file = dict(sari.sync().told), Path(place.settings.database_url.removeprefix("sqlite:///"))
    add_bytes(place, case)
    desk = Desk(tmp_path, empty_database("postgres"))
    assert "Hentikan server dulu" in desk.type("migrate-to-postgres", str(file)).stderr
    place.app.state.engine.dispose()
    place.engine.dispose()
    had = rows(place.settings.database_url)
    is_not_moved_in_part(desk, file)
    later = sari.save("visit", {**VISIT, "note": "di antara"}, feed=case)
    assert "baris pindah" in desk.prints("migrate-to-postgres", str(file))
    assert (rows(desk.url), desk.planned_rows("visit")) == (had, 2)
    for session in desk.look():
        assert set(session.exec(select(BlobPart.content)).all()) == {bytes([n, 0, 255]) for n in range(25)}
    assert not file.exists()
    app = create_app(desk.settings())
    with client(app, ORIGIN) as http:
        for phone in (sari, dewi):
            phone.http, before_it = http, phone.epoch
            phone.sync_through()
            assert phone.epoch != before_it
        assert {name: sari.told[name]["body"] for name in before} == {name: one["body"] for name, one in before.items()}
        assert {visit, unsent, later} <= set(dewi.told)
        assert dewi.told[case]["body"]["questions"]["note"][0]["value"] == "dua"
        sari.save("client", {"note": "tiga"}, record=case)
        sari.sync()
        assert dewi.sync().told[case]["body"]["note"] == "tiga"
    app.state.engine.dispose()
    again = desk.type("migrate-to-postgres", str(next(file.parent.glob(f"{file.name}.moved_*"))))
    assert (again.exit_code, "sudah berisi" in again.stderr) == (1, True)


@pytest.mark.parametrize("content", [None, b"", b"no database at all, but long enough to look like one" * 40])
def test_what_is_no_database_of_ours_is_said(tmp_path: Path, content: bytes | None) -> None:
    if "postgres" not in ENGINES:
        pytest.skip("PostgreSQL alone")
    file = tmp_path / "pulih.sqlite3"
    if content is not None:
        file.write_bytes(content)
    result = Desk(tmp_path, empty_database("postgres")).type("migrate-to-postgres", str(file))
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert ("migrate" in result.stderr.partition("sqlite3")[2]) is (content is not None)
    assert file.exists() is (content is not None)
