"""A server whose disk is full, by the kernel's word: nothing is stored halfway, and all is taken once there is room."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.engines import a_database
from tests.phone import Phone
from tests.place import a_place_on
from tests.served import running
from tests.small_disk import ALONE, DATABASE, SmallDisk
from tests.test_database_gone import is_busy
from tests.test_sync import VISIT
from tests.waiting import until

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(subprocess.call([*ALONE, "true"]) != 0, reason="no file system of its own is allowed here"),
]
MANY, FEW_PAGES = 60, 8


@pytest.fixture
def sari(tmp_path: Path) -> Phone:
    """What lies in the folder `start` knows her and her client; many visits wait on her phone."""
    (tmp_path / "start").mkdir()
    with a_database("sqlite") as url:
        with a_place_on(url, tmp_path) as place:
            sari = place.phone("Sari")
            client = sari.save("client", {"code": "7Q4MK2H", "alias": "Mas Wahyu", "status": "registered"})
            sari.sync()
        shutil.copy(url.removeprefix("sqlite:///"), tmp_path / "start" / DATABASE)
    shutil.copy(place.settings.keys_file, tmp_path / "start")
    for _ in range(MANY):
        sari.save("visit", VISIT, feed=client)
    return sari


@pytest.fixture
def server(sari: Phone, tmp_path: Path) -> Iterator[SmallDisk]:
    """Hers from now on."""
    alone = SmallDisk(tmp_path / "start", tmp_path / "disk")
    with running(alone) as server, httpx.Client(base_url=server.url, timeout=60) as sari.http:
        yield server


def push(sari: Phone) -> httpx.Response:
    return sari.http.post("/v1/sync/push", json=sari.ask(changes=sari.out), headers=sari.headers)


def post(sari: Phone) -> httpx.Response:
    """The same visit however often."""
    [client] = sari.records("client")
    headers = {**sari.headers, "Idempotency-Key": "satu"}
    return sari.http.post("/v1/visits", json={"client": client, **VISIT}, headers=headers)


def test_what_a_full_disk_refuses_is_stored_nowhere_and_taken_once_there_is_room(
    sari: Phone, server: SmallDisk
) -> None:
    before = server.stored()
    server.fill()
    for send in (push, post):
        is_busy(send(sari))
    assert sari.http.get("/health").json()["writable"] is False
    server.leave_room(FEW_PAGES)  # in the midst of its transaction there is none
    is_busy(push(sari))
    assert server.stored() == before
    server.ballast.unlink()
    until(lambda: sari.http.get("/health").status_code == 200, "with room again it is not healthy")
    assert post(sari).status_code == 201
    sari.sync()
    assert (sari.out, len(sari.records("visit"))) == ([], MANY + 1)
    assert server.stored() != before
