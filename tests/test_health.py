"""Green means that work can be handed in here; and nobody alone can paint it red."""

import tomllib
from asyncio import gather, run
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import event

from api import VERSION
from api.app import create_app
from api.clock import system_clock
from api.ids import new_id
from api.settings import Settings
from api.web.behind_reports import BehindReports
from api.web.health import WRITES_EVERY, BackupAge
from tests.conftest import Place
from tests.door import client
from tests.engines import HOUSE
from tests.phone import Phone
from tests.test_problem import is_a_problem

GREEN = {
    "live": True, "ready": True, "database": True, "schema_at_head": True, "writable": True, "pen_ahead": True,
    "backup_fresh": True, "backed_up_at": None, "version": VERSION,
}  # fmt: skip


def is_red(http: httpx.Client, *names: str) -> None:
    told = http.get("/health")
    assert told.status_code == 503
    assert {name for name, good in told.json().items() if good is False} == {"ready", *names}
    assert http.get("/health/live").status_code == 200


def test_all_is_green(place: Place) -> None:
    for _ in range(3):
        assert place.http.get("/health").json() == GREEN
    assert tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]["version"] == VERSION


def test_a_database_of_another_release_is_not_ready(app: FastAPI, http: httpx.Client) -> None:
    with app.state.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
    is_red(http, "schema_at_head")


def test_a_database_that_takes_no_writes_is_not_ready(app: FastAPI, http: httpx.Client) -> None:
    """As a full disk or a replica does."""

    def deny(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA query_only=ON")

    event.listen(app.state.engine, "connect", deny)
    app.state.engine.dispose()
    app.state.probe.wrote_at = monotonic() - WRITES_EVERY  # that it once did says nothing of now
    is_red(http, "writable")


def test_a_database_that_is_not_there_is_not_ready(tmp_path: Path) -> None:
    nowhere = Settings(
        database_url=f"sqlite:///{tmp_path}/file.sqlite3", keys_file=tmp_path / "keys.json", dist=tmp_path
    )
    app = create_app(nowhere)
    app.state.engine.dispose()
    for file in tmp_path.glob("file.sqlite3*"):
        file.unlink()
    (tmp_path / "file.sqlite3").mkdir()
    with client(app, "http://localhost:8000") as http:
        is_red(http, "database", "schema_at_head", "writable")
    app.state.engine.dispose()


def test_no_backup_is_old_news_in_production_alone() -> None:
    """A new server has its time too; a trial on which nobody ever made one is none the worse."""
    trial, now = Settings(), system_clock()
    earnest = trial.model_copy(update={"production": True})
    late = now - timedelta(hours=trial.backup_stale_hours, seconds=1)
    assert [BackupAge(None, since).is_stale(earnest, now) for since in (late, now)] == [True, False]
    assert [BackupAge(done, late).is_stale(trial, now) for done in (None, late, now)] == [False, True, False]


async def asked_at_once(app: FastAPI, times: int) -> list[int]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:8000") as http:
        return [one.status_code for one in await gather(*(http.get("/health") for _ in range(times)))]


def test_a_crowd_that_asks_at_once_waits_for_two_looks_and_not_for_each_others(app: FastAPI) -> None:
    """In a line of hundreds the last would have waited so long that it heard red."""
    looks: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        looks.extend([statement] if statement.startswith("SELECT alembic_version") else [])

    event.listen(app.state.engine, "before_cursor_execute", count)
    assert set(run(asked_at_once(app, 50))) == {200}
    assert 1 <= len(looks) <= 2


def absurd(phone: Phone, home: str) -> httpx.Response:
    ask = {**phone.ask(follows="0" * 64, limit=50), "cursor": {home: 2**50}}
    return phone.http.post("/v1/sync/pull", json=ask, headers=phone.headers)


def test_a_few_who_agree_cannot_turn_it_red_and_most_can(
    place: Place, sari: Phone, dewi: Phone, client_of: Any
) -> None:
    others = [place.phone(name) for name in ("Tia", "Wati")]
    client_of(sari, also=("Dewi", "Tia", "Wati"))
    for _ in range(3):
        is_a_problem(absurd(sari, place.units["A"]), "server-behind", 409)
        is_a_problem(absurd(place.phone("Sari").sync(), place.units["A"]), "server-behind", 409)
    assert place.http.get("/health").json() == GREEN
    is_a_problem(absurd(dewi.sync(), place.units["A"]), "server-behind", 409)
    assert place.http.get("/health").json() == GREEN, "two of four"
    is_a_problem(absurd(others[0].sync(), place.units["A"]), "server-behind", 409)
    is_red(place.http, "pen_ahead")


def test_and_what_was_said_is_over_after_an_hour(place: Place) -> None:
    reports, now = BehindReports(), system_clock()
    for _ in range(2):
        reports.note(new_id(), now)
    for minutes, red in ((0, True), (59, True), (61, False), (-61, False)):
        assert reports.believed(place.engine, now + timedelta(minutes=minutes)) is red, minutes
