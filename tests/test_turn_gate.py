"""A crowd waits in its order: pushes keep nobody from hearing what is new, and reads none from their connection."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from anyio import create_task_group, run, sleep

from api.problems.tree import Busy
from api.web.turn_gate import TurnGate
from tests.conftest import Place
from tests.phone import Phone, follows_hash


def test_a_push_without_a_place_is_told_to_come_again_and_a_pull_passes(place: Place, sari: Phone) -> None:
    place.app.state.push_gate = TurnGate(places=0, patience=0)
    sari.save("client", {"code": "7Q4MK2H", "alias": "Mas Wahyu", "status": "registered"})
    refused = place.http.post("/v1/sync/push", json=sari.ask(changes=sari.out), headers=sari.headers)
    assert (refused.status_code, refused.json()["code"]) == (503, "busy")
    assert int(refused.headers["retry-after"]) > 0
    asked = sari.ask(follows=follows_hash(sari.feeds))
    assert place.http.post("/v1/sync/pull", json=asked, headers=sari.headers).status_code == 200
    place.app.state.push_gate = TurnGate(places=1, patience=0)
    assert sari.push()["results"][0]["answer"] == "applied"
    assert sari.push()["results"] == []


def test_of_many_who_read_at_once_nobody_holds_what_the_others_wait_for(place: Place, sari: Phone) -> None:
    """A read holds its connection while it waits for a thread, and threads wait for a connection."""
    crowd = 6 * place.settings.connections
    with ThreadPoolExecutor(crowd) as threads:
        answers = threads.map(lambda _: place.http.get("/v1/reference", headers=sari.headers), range(crowd))
    assert [answer.status_code for answer in answers] == [200] * crowd


def test_places_are_given_in_the_order_of_coming_and_given_back_after_a_fault() -> None:
    gate, came = TurnGate(places=2, patience=60), list[int]()

    async def pass_gate(name: int) -> None:
        with suppress(ZeroDivisionError):
            async with gate.passed():
                came.append(name)
                await sleep(0)
                raise ZeroDivisionError

    async def crowd() -> None:
        async with create_task_group() as tasks:
            for name in range(20):
                tasks.start_soon(pass_gate, name)
        assert gate.free.value == 2

    run(crowd)
    assert came == list(range(20))


def test_who_waited_too_long_takes_no_place() -> None:
    async def late() -> None:
        gate = TurnGate(places=1, patience=0)
        async with gate.passed():
            with pytest.raises(Busy):
                await gate.enter()
        assert gate.free.value == 1
        async with gate.passed():
            assert gate.free.value == 0

    run(late)
