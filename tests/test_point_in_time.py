"""WAL archiving as the operations page has it: a moment of before comes back, and the rest from the phones."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from api.app import create_app
from api.db.engine import make_engine, writing
from api.identity.server_epoch import EpochState
from api.identity.tables import Enrolment
from tests.cluster import OWNER, SUPERUSER, Cluster
from tests.conftest import Place
from tests.desk import Desk
from tests.door import client
from tests.engines import ENGINES, owners
from tests.phone import ORIGIN
from tests.programs import postgres_folder
from tests.shifted_clock import ShiftedClock
from tests.simulator.phones import ReturningPhone, ServerRestored
from tests.test_sync import VISIT

pytestmark = pytest.mark.whole


class ArchivingCluster(Cluster):
    """Keeps its WAL in a folder beside its data."""

    def __init__(self, *more: str) -> None:
        super().__init__(
            "wal_level=replica", "max_wal_senders=2", "archive_mode=on",
            'archive_command=f="$(dirname "$PWD")/archive"; mkdir -p "$f" && cp %p "$f"/%f', *more,
        )  # fmt: skip

    def base_backup(self, into: Path) -> None:
        where = ["-h", str(self.folder), "-U", SUPERUSER, "-D", str(into), "-X", "none", "-c", "fast"]
        subprocess.run([str(postgres_folder() / "pg_basebackup"), *where], check=True, capture_output=True)


class RecoveredCluster(Cluster):
    """Out of a base backup and an archive, up to a named point."""

    def __init__(self, base: Path, archive: Path, point: str) -> None:
        self.base = base
        restore = f"restore_command=cp {archive}/%f %p"
        same = ("wal_level=replica", "max_wal_senders=2")
        super().__init__(*same, restore, f"recovery_target_name={point}", "recovery_target_action=promote")

    def _make(self, programs: Path) -> None:
        data = self.folder / "data"
        shutil.copytree(self.base, data)
        (data / "recovery.signal").touch()
        data.chmod(0o700)
        for one in (data, *data.rglob("*")) if self._as else ():
            shutil.chown(one, self._as["user"])

    def _begin(self) -> None:
        """Its roles came with it; it serves when it is no replica any more."""
        while self._connection.execute("SELECT pg_is_in_recovery()").fetchone() != (False,):
            pass


@pytest.fixture
def archiving(tmp_path: Path) -> Iterator[ArchivingCluster]:
    if "postgres" not in ENGINES:
        pytest.skip("PostgreSQL alone")
    started = ArchivingCluster()
    started.run(f"ALTER ROLE {OWNER} CREATEROLE")
    started.run(f"CREATE DATABASE pulih OWNER {OWNER}")
    yield started
    started.stop()


def test_a_moment_of_before_comes_back_out_of_the_archive(
    archiving: ArchivingCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.place.Phone", ReturningPhone)
    desk = Desk(tmp_path, archiving.url("pulih"))
    desk.prints("migrate")
    archiving.base_backup(tmp_path / "base")
    assert "pg_switch_wal" in desk.type("backup", "--archived").stderr
    for session in archiving_as_superuser(archiving):
        session.execute(f"GRANT EXECUTE ON FUNCTION pg_switch_wal() TO {OWNER}")
    is_not_named_while_the_archive_takes_nothing(archiving, desk, monkeypatch)
    app = create_app(desk.settings())
    with client(app, ORIGIN) as http:
        behind = make_engine(owners(desk.url))
        place = Place(app, http, behind, desk.settings(), ShiftedClock())
        place.begin()
        sari: Any = place.phone("Sari")
        dewi = place.phone("Dewi")
        case = sari.save("client", {"code": "7Q4MK2H", "alias": "Mas Wahyu", "status": "registered"})
        sari.sync()
        assert "diarsipkan" in desk.prints("backup", "--archived")
        archiving.run("SELECT pg_create_restore_point('yesterday')")
        late = sari.save("visit", VISIT, feed=case)
        sari.sync()
        with writing(app.state.engine) as session:
            session.get_one(Enrolment, dewi.enrolment).status = "locked"
        desk.prints("backup", "--archived")
        behind.dispose()
    app.state.engine.dispose()
    recovered = RecoveredCluster(tmp_path / "base", archiving.folder / "archive", "yesterday")
    try:
        comes_back(Desk(tmp_path, recovered.url("pulih")), sari, late, dewi.enrolment)
    finally:
        recovered.stop()


def is_not_named_while_the_archive_takes_nothing(
    archiving: ArchivingCluster, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, elsewhere = archiving.folder / "archive", archiving.folder / "archive.away"
    archive.rename(elsewhere)
    archive.touch()
    with monkeypatch.context() as hasty:
        hasty.setattr("api.backups.wal_backup.PATIENCE", 0.0)
        assert "Arsip belum menerima" in desk.type("backup", "--archived").stderr
    for session in desk.look():
        assert session.exec(select(EpochState.done)).one() == 0
    archive.unlink()
    elsewhere.rename(archive)


def archiving_as_superuser(cluster: Cluster) -> Iterator[Any]:
    import psycopg

    with psycopg.connect(host=str(cluster.folder), user=SUPERUSER, dbname="pulih", autocommit=True) as connection:
        yield connection


def comes_back(desk: Desk, sari: Any, late: str, locked: str) -> None:
    """As the page says: `migrate`, `epoch new`, and the phone brings what the moment lacks."""
    desk.prints("migrate")
    desk.prints("epoch", "new")
    for session in desk.look():
        assert session.exec(select(EpochState.started, EpochState.done)).one() == (3, 3)
        assert session.get_one(Enrolment, locked).status == "locked"
    app = create_app(desk.settings())
    with client(app, ORIGIN) as http:
        sari.http = http
        assert http.get("/health").json()["ready"] is True
        assert http.get(f"/v1/visits/{late}", headers=sari.headers).status_code == 404
        with pytest.raises(ServerRestored) as restored:
            sari.pull()
        sari.come_back(restored.value)
        sari.sync_through()
        assert http.get(f"/v1/visits/{late}", headers=sari.headers).status_code == 200
    app.state.engine.dispose()
