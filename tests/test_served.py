"""What only a running server shows: half-sent requests, endless heads, stopping, several workers."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from signal import SIGTERM

import httpx
import pytest

from api import VERSION
from api.settings import Settings
from tests.engines import a_database
from tests.served import Served, all_of, served
from tests.test_settings import STRONG

pytestmark = pytest.mark.whole

STARTED = f'"event": "start", "request_id": null, "version": "{VERSION}", "database": "sqlite", "workers": 1'
LARGE = 2**25  # bytes, of which the two ends of a line keep a few million
HEAD = b"POST /v1/auth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that waits a second, and listens on all addresses of both kinds."""
    everywhere = {"PULIH_HOST": "::", "PULIH_NONCE_KEY": STRONG, "PULIH_TOKEN_KEYS": f"k1:{STRONG}"}
    short = {"PULIH_BODY_TIMEOUT": "1", "PULIH_KEEP_ALIVE": "1"}
    with (
        a_database("sqlite") as url,
        served(url, tmp_path_factory.mktemp("hasty"), **everywhere, **short) as server,
    ):
        yield server


@pytest.fixture
def stuck(tmp_path: Path) -> Iterator[Served]:
    """Its database is held by somebody else for longer than any test, and each of its threads waits for that."""
    body = b'{"code": "7Q4M-K2TX"}'
    ask = post(body, len(body)).replace(b"/v1/auth/token", b"/v1/enrolment-codes/check")
    settings = {"PULIH_LOCK_TIMEOUT": "600", "PULIH_CONNECTIONS": "4"}
    with a_database("sqlite") as url, served(url, tmp_path, **settings) as server, ExitStack() as stack:
        holder = stack.enter_context(closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)))
        holder.execute("BEGIN IMMEDIATE")
        for _ in range(4):
            stack.enter_context(server.connect()).sendall(ask)
        yield server


def test_behind_a_stuck_database_it_says_that_it_lives_and_stops_all_the_same(stuck: Served) -> None:
    assert httpx.get(f"{stuck.url}/health/live", timeout=30).json() == {"live": True}
    told = httpx.get(f"{stuck.url}/health", timeout=30)
    assert (told.status_code, told.json()["database"]) == (503, False)
    with stuck.connect() as asking:
        asking.sendall(asked_for("/health"))
        stuck.wait_for(
            f'"event": "start", "request_id": null, "version": "{VERSION}", "database": "sqlite", "workers": 1'
        )
        stops_in_time(stuck)


def stops_in_time(server: Served) -> None:
    """By the end that it sets itself: each client would hold it for longer than its stop is waited for."""
    assert server.stop() in (0, -SIGTERM)
    assert "timeout graceful shutdown exceeded" in server.log
    assert Settings().shutdown_timeout < 10


@pytest.mark.parametrize("said", [b"", b"POST /v1/sync/push HT", HEAD], ids=["nothing", "half a line", "half a head"])
def test_a_request_whose_head_never_comes_is_not_waited_for(hasty: Served, said: bytes) -> None:
    with hasty.connect() as connection:
        connection.sendall(said)
        assert all_of(connection) == b""


def test_after_an_answer_the_next_head_is_not_waited_for_either(hasty: Served) -> None:
    with hasty.connect() as connection:
        connection.sendall(asked_for("/health/live") + b"GET /health/live HT")
        assert all_of(connection).count(b"HTTP/1.1 ") == 1


def post(body: bytes, length: int) -> bytes:
    return HEAD + f"Content-Length: {length}\r\n\r\n".encode() + body


@pytest.mark.parametrize("sent", [b"", b"{", b"x" * 9000])
def test_a_body_that_never_comes_is_not_waited_for(hasty: Served, sent: bytes) -> None:
    with hasty.connect() as connection:
        connection.sendall(post(sent, 10_000))
        assert all_of(connection) == b""


def test_a_dropped_upload_is_no_fault_of_the_server(hasty: Served) -> None:
    with hasty.connect() as connection:
        connection.sendall(post(b"{", 10_000))
    hasty.wait_for('"status": 499')
    assert not re.search(r'"fault"|"error"|Traceback', hasty.log)


def test_a_refusal_is_heard_by_who_is_still_sending(hasty: Served) -> None:
    with hasty.connect() as connection:
        connection.sendall(post(b"x" * 50_000, 50_000))
        assert all_of(connection).startswith(b"HTTP/1.1 413 ")


def asked_for(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def test_a_server_that_is_told_to_stop_waits_for_nobody(tmp_path: Path) -> None:
    """A half-sent upload, one that asks no more, and one that does not read on."""
    (tmp_path / "large").write_bytes(bytes(LARGE))
    patient = {"PULIH_BODY_TIMEOUT": "600", "PULIH_KEEP_ALIVE": "600", "PULIH_SHUTDOWN_TIMEOUT": "1"}
    with (
        a_database("sqlite") as url, served(url, tmp_path, **patient) as server, server.connect() as half,
        server.connect() as idle, server.connect() as slow,
    ):  # fmt: skip
        half.sendall(post(b"{", 10_000))
        for connection, path in ((idle, "/health"), (slow, "/large")):
            connection.sendall(asked_for(path))
            assert connection.recv(9000).startswith(b"HTTP/1.1 200 ")
        stops_in_time(server)
        told = all_of(half)
        assert (told[:13], b"retry-after: " in told.lower()) == (b"HTTP/1.1 503 ", True)
        assert not re.search(r'"fault"|Exception|Traceback', server.log)
        assert len(all_of(slow)) < LARGE


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 40_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-Many: x\r\n" * 5000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Endless: " + b"x" * 40_000,
    ],
    ids=["address", "header", "headers", "endless"],
)
def test_an_endless_head_is_refused(hasty: Served, head: bytes) -> None:
    with hasty.connect() as connection:
        connection.sendall(head)
        assert all_of(connection).startswith(b"HTTP/1.1 431 ")


def test_an_ordinary_head_is_none_of_these(hasty: Served) -> None:
    for host in ("127.0.0.1", "[::1]"):
        answer = httpx.get(f"http://{host}:{hasty.port}/health/live", headers={"X-Long": "x" * 8000})
        assert answer.json()["live"] is True
