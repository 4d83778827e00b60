"""PostgreSQL goes and comes back: whoever asks meanwhile hears when to try again, at every door."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError, OperationalError

from api.app import create_app, limits_of
from api.clock import system_clock
from api.db.connections import ConnectionLimits, pool_options, postgres_options
from api.db.engine import make_engine
from api.identity.access_tokens import give_token
from api.ids import new_id
from api.settings import Settings
from api.web.database_faults import told_as
from tests.door import client
from tests.engines import ENGINES, a_database, cluster
from tests.house import described
from tests.phone import now
from tests.test_doors import ANY_ID, addresses
from tests.test_problem import is_a_problem

postgres_alone = pytest.mark.skipif("postgres" not in ENGINES, reason="SQLite is a file")


class Server:
    """`http`, and its database that can be taken away: `away()`."""

    def __init__(self, app: FastAPI, http: httpx.Client, wire: Path, name: str) -> None:
        self.app, self.http, self.wire, self.name = app, http, wire, name

    @contextmanager
    def away(self) -> Iterator[None]:
        """Its connections are cut, and nobody answers at its address."""
        self.wire.rename(self.wire.with_suffix(".away"))
        cluster().run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'")
        yield
        self.wire.with_suffix(".away").rename(self.wire)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    wire = tmp_path / ".s.PGSQL.5432"
    wire.symlink_to(cluster().folder / wire.name)
    with a_database("postgres") as url:
        here = url.partition("?host=")[0] + f"?host={quote(str(tmp_path))}"
        places = {"keys_file": tmp_path / "keys.json", "dist": tmp_path / "none", "docs_assets": tmp_path / "none"}
        app = create_app(Settings(database_url=here, connect_timeout=1, lock_timeout=1, connections=2, **places))
        with client(app, "http://localhost:8000") as http:
            yield Server(app, http, wire, url.partition("@/")[2].partition("?")[0])
        app.state.engine.dispose()


def is_busy(answer: httpx.Response) -> None:
    is_a_problem(answer, "busy", 503)
    assert int(answer.headers["Retry-After"]) >= 1


def signed(app: FastAPI) -> dict[str, str]:
    """Just now, and by a password: some doors ask for that before anything else."""
    token = give_token(app.state.settings, new_id(), now=system_clock(), ways=("pwd",))
    return {"Authorization": f"Bearer {token}"}


@postgres_alone
def test_every_door_says_when_to_come_back(server: Server) -> None:
    assert server.http.get("/v1/me", headers=signed(server.app)).status_code == 401
    with server.away():
        for path, operations in addresses(described()).items():
            if operations.get("GET", {}).get("security"):
                told = operations["GET"].get("parameters", ())
                needed = {one["name"]: ANY_ID for one in told if one.get("in") == "query" and one.get("required")}
                is_busy(server.http.get(path, params=needed, headers=signed(server.app)))
        form = {"grant_type": "password", "username": "sari", "password": "x"}
        is_busy(server.http.post("/v1/auth/token", data=form))
        is_busy(server.http.post("/v1/enrolments/status", json={"handle": "0" * 64}))
        asks = {"protocol": 1, "epoch": "0" * 32, "cursor": {}, "app": "test", "clock": now()}
        for path, more in (("push", {"changes": []}), ("pull", {"follows": "0" * 64, "limit": 1})):
            is_busy(server.http.post(f"/v1/sync/{path}", json={**asks, **more}, headers=signed(server.app)))
        assert server.http.get("/health").status_code == 503
        assert server.http.get("/health/live").status_code == 200
    assert server.http.get("/v1/me", headers=signed(server.app)).status_code == 401
    assert server.http.get("/health").status_code == 200


@postgres_alone
def test_who_finds_no_free_connection_comes_again(server: Server) -> None:
    with server.app.state.engine.connect(), server.app.state.engine.connect():
        is_busy(server.http.get("/v1/me", headers=signed(server.app)))


@postgres_alone
def test_no_statement_lasts_longer_than_is_allowed() -> None:
    with a_database("postgres") as url:
        engine = make_engine(url, ConnectionLimits(statement=1, lock=3))
        with engine.connect() as connection:
            asked = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
            told = [connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in asked]
            assert told == ["1s", "3s", "2s"]
        with engine.connect() as connection, pytest.raises(DBAPIError) as stopped:
            connection.exec_driver_sql("SELECT pg_sleep(600)")
        assert told_as(stopped.value).status == 503
        engine.dispose()


@pytest.mark.whole
@postgres_alone
def test_a_database_that_takes_the_call_and_says_nothing_is_not_waited_for() -> None:
    """Of itself the driver waits 130 seconds."""
    began = monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        engine = make_engine(f"postgresql+psycopg://pulih_app@127.0.0.1:{port}/pulih", ConnectionLimits(connect=2))
        with pytest.raises(DBAPIError) as gone, engine.connect():
            pass
        assert monotonic() - began < 100
        assert told_as(gone.value).status == 503


def test_every_wait_for_the_database_is_as_the_settings_say(tmp_path: Path) -> None:
    waits = {"connect_timeout": 2, "statement_timeout": 3, "lock_timeout": 4}
    limits = limits_of(Settings(connections=7, **waits))
    assert limits == ConnectionLimits(7, True, connect=2, statement=3, lock=4)
    assert (pool_options(limits)["pool_timeout"], pool_options(limits)["pool_size"]) == (4, 7)
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}", limits)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 4000
    engine.dispose()
    told = postgres_options(limits)
    assert (told["connect_timeout"], told["tcp_user_timeout"]) == (2, 3000)


def fault(state: str | None = None, code: int | None = None) -> DBAPIError:
    inner = Exception("canary")
    inner.sqlstate, inner.sqlite_errorcode = state, code  # type: ignore[attr-defined]  # as the drivers' errors do
    return OperationalError("SELECT 1", {}, inner)


@pytest.mark.parametrize(
    "state", ["40001", "40P01", "53100", "53300", "55P03", "57014", "57P01", "57P03", "08006", "58030"]
)
def test_what_passes_is_worth_another_try(state: str) -> None:
    assert told_as(fault(state)).status == 503


@pytest.mark.parametrize("code", [5, 6, 10, 13, 14, 778])
def test_a_full_or_locked_file_passes_too(code: int) -> None:
    assert told_as(fault(code=code)).status == 503


@pytest.mark.parametrize("state", ["23505", "42P01", "42501", "22003"])
def test_what_does_not_pass_is_a_fault(state: str) -> None:
    assert told_as(fault(state)).status == 500
    assert told_as(fault(code=1)).status == 500
