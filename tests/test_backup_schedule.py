"""A small office sets up no timer: its server makes backups itself, and goes on when one fails."""

import shutil
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from api.backups.backup_schedule import back_up_if_due
from api.db.engine import make_engine
from tests.desk import Desk
from tests.served import served
from tests.shifted_clock import ShiftedClock
from tests.test_backup import numbers

pytestmark = pytest.mark.whole


def test_a_server_on_sqlite_makes_its_own_and_tells_phones(tmp_path: Path) -> None:
    """From its start, and again when one is due; a folder that takes none is logged and turns nothing else off."""
    more = {"PULIH_BACKUP_MINUTES": "1440", "PULIH_BACKUPS": str(tmp_path / "copies")}
    desk = Desk(tmp_path, f"sqlite:///{tmp_path}/pulih.sqlite3")
    desk.prints("demo")
    with served(desk.url, tmp_path, **more) as server:
        server.wait_for('"event": "backup"')
        assert httpx.get(f"{server.url}/health").json()["backed_up_at"]
        server.stop()
    assert numbers(desk) == (1, 1)
    assert len(list((tmp_path / "copies").glob("pulih-*"))) == 1
    shutil.rmtree(tmp_path / "copies")
    (tmp_path / "copies").write_text("no folder")
    assert numbers(desk) == (1, 1), "it was young enough"
    settings = desk.settings().model_copy(update={"backups": tmp_path / "copies"})
    engine = make_engine(desk.url)
    later = ShiftedClock()
    later.ahead = timedelta(days=2)
    failed = back_up_if_due(settings, engine, later, None)
    assert failed is not None
    assert back_up_if_due(settings, engine, later, failed) == failed, "not again at once"
    later.ahead += timedelta(minutes=11)
    (tmp_path / "copies").unlink()
    assert back_up_if_due(settings, engine, later, failed) is None
    engine.dispose()
    assert numbers(desk) == (2, 2)
