"""WAL archiving by the words of the operations page: a moment of before comes back, and the rest from the phones."""

import os
import re
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
from tests.engines import ENGINES, HOUSE, owners
from tests.phone import ORIGIN
from tests.programs import postgres_folder
from tests.shifted_clock import ShiftedClock
from tests.simulator.phones import ReturningPhone, ServerRestored
from tests.test_sync import VISIT

pytestmark = pytest.mark.whole


PAGE = (HOUSE / "docs" / "operations.md").read_text()
ARCHIVING = ("wal_level", "archive_mode", "archive_command")
RECOVERING = ("restore_command", "recovery_target_time", "recovery_target_action")
SENDERS = "max_wal_senders=2"  # PostgreSQL's own default, which a cluster of the tests has not


def settings_of_page(names: tuple[str, ...], archive: Path, moment: str = "") -> list[str]:
    """As the page says them, with this folder for its `/archive`, and this moment for its ellipsis."""
    said = {name: re.findall(rf"\b{name} = '?(.+?)'?(?:`|$)", PAGE, re.MULTILINE) for name in names}
    return [f"{name}={word.replace('/archive', str(archive)).replace('…', moment)}" for name, [word] in said.items()]


def words_of_page(begin: str) -> str:
    """What an operator types there and begins so."""
    [words] = re.findall(rf"`({begin} [^`]+)`", PAGE)
    return str(words)


class ArchivingCluster(Cluster):
    """Keeps its WAL in a folder beside its data."""

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    def _make(self, programs: Path) -> None:
        super()._make(programs)
        self.archive.mkdir()
        if self._as:
            shutil.chown(self.archive, self._as["user"])
        self.more = (*settings_of_page(ARCHIVING, self.archive), SENDERS)

    def base_backup(self) -> Path:
        """Of what lies on the disk by then: it would wait minutes for a checkpoint that is in no hurry."""
        self.run("CHECKPOINT")
        path = f"{postgres_folder()}{os.pathsep}{os.environ['PATH']}"
        environ = {**os.environ, "PGHOST": str(self.folder), "PGUSER": SUPERUSER, "PATH": path}
        words = words_of_page("pg_basebackup").replace("/archive", str(self.archive))
        subprocess.run(["/bin/sh", "-c", words], env=environ, check=True, capture_output=True)
        [made] = self.archive.glob("base-*")
        return made

    def moment(self) -> str:
        return str(self._connection.execute("SELECT clock_timestamp()::text").fetchone()[0])  # type: ignore[index]  # one row


class RecoveredCluster(Cluster):
    """Out of a base backup and an archive, up to a moment."""

    def __init__(self, base: Path, archive: Path, moment: str) -> None:
        self.base = base
        super().__init__("wal_level=replica", SENDERS, *settings_of_page(RECOVERING, archive, moment))

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
    base = archiving.base_backup()
    assert "pg_switch_wal" in desk.type("backup", "--archived").stderr
    for session in archiving_as_superuser(archiving):
        session.execute(words_of_page("GRANT EXECUTE"))
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
        yesterday = archiving.moment()
        late = sari.save("visit", VISIT, feed=case)
        sari.sync()
        with writing(app.state.engine) as session:
            session.get_one(Enrolment, dewi.enrolment).status = "locked"
        desk.prints("backup", "--archived")
        behind.dispose()
    app.state.engine.dispose()
    recovered = RecoveredCluster(base, archiving.archive, yesterday)
    try:
        comes_back(Desk(tmp_path, recovered.url("pulih")), sari, late, dewi.enrolment)
    finally:
        recovered.stop()


def is_not_named_while_the_archive_takes_nothing(
    archiving: ArchivingCluster, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, elsewhere = archiving.archive, archiving.folder / "archive.away"
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
