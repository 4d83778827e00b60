"""What every test through the door needs: an app on either engine, and people to use it."""

import atexit
import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, event

from api.app import create_app
from api.settings import Settings
from tests.door import client
from tests.engines import ENGINES, a_database
from tests.house import described
from tests.partitioned import EVERYWHERE, cut
from tests.phone import ORIGIN, Phone
from tests.place import Place, a_place, a_place_on
from tests.quick_passwords import hash_quickly
from tests.scenes import BROUGHT, brought_in, staged
from tests.town import Town

__all__ = ["Place", "a_place", "a_place_on"]


hash_quickly()
atexit.register(gc.freeze)  # at its end a process has nothing to look through

if EVERYWHERE in os.environ:
    event.listen(Engine, "before_cursor_execute", cut, retval=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In whatever order, but what takes seconds first: at the end no worker waits for another's long test."""
    items.sort(key=lambda item: item.get_closest_marker("whole") is None)


def pytest_collection_finish() -> None:
    """What is imported and collected by now stays until the end: nobody looks through it for garbage. What the tests
    leave is: of 50,000 objects at a time it took a twentieth of their time, and a worker has the room for a million."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(1_000_000, 20, 50)


def pytest_sessionfinish() -> None:
    """Once, so that what lies there unclosed is still heard of; pytest then looks through nothing, five times."""
    gc.collect()
    gc.freeze()


@pytest.fixture(params=ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """One for each engine, and in it already whom the test asks for."""
    cast = tuple(name for name in BROUGHT if name in request.fixturenames)
    with staged(request.param, cast, tmp_path) as made:
        yield made


@pytest.fixture
def app(tmp_path: Path) -> Iterator[FastAPI]:
    """A server with nobody in it."""
    with a_database("sqlite") as url:
        made = create_app(Settings(database_url=url, keys_file=tmp_path / "keys.json", dist=tmp_path / "dist"))
        yield made
        made.state.engine.dispose()


@pytest.fixture
def http(app: FastAPI) -> Iterator[httpx.Client]:
    """Its door."""
    with client(app, ORIGIN) as door:
        yield door


@pytest.fixture
def as_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The description is served as `make openapi` committed it, which tests/test_generated.py compares: to work it out
    takes each process 1.4 CPU s."""
    monkeypatch.setattr("api.app.described", lambda _kinds: described())


@pytest.fixture
def sari(place: Place) -> Phone:
    """An agent of unit A."""
    return brought_in(place, "sari")


@pytest.fixture
def dewi(place: Place) -> Phone:
    """Her colleague."""
    return brought_in(place, "dewi")


@pytest.fixture
def budi(place: Place) -> Phone:
    """An agent of unit B."""
    return brought_in(place, "budi")


@pytest.fixture
def town(place: Place) -> Town:
    """A case of Sari's with a record of every kind, and everybody who may or may not see it."""
    return brought_in(place, "town")


@pytest.fixture
def client_of(place: Place) -> Callable[..., str]:
    """A client opened on a phone and sent; `also` are invited."""

    def make(phone: Phone, alias: str = "Mas Wahyu", also: tuple[str, ...] = (), **fields: str) -> str:
        sets = {"code": "7Q4MK2H", "alias": alias, "status": "registered", **fields}
        client = phone.save("client", sets)
        phone.sync()
        for name in also:
            place.invite(phone, client, name)
        return client

    return make
