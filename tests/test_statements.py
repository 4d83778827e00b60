"""How many statements a request may take: each waits for its answer, and is planned with all that row security says."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from api.ids import new_id
from tests.conftest import Place
from tests.phone import Phone
from tests.samples import BODIES


@pytest.fixture
def counted(place: Place) -> Callable[[Callable[[], object]], int]:
    """How many statements the server makes of a deed, without BEGIN and COMMIT."""

    def count(deed: Callable[[], object]) -> int:
        asked: list[str] = []

        def note(*told: object) -> None:
            asked.append(str(told[2]))

        event.listen(place.app.state.engine, "before_cursor_execute", note)
        deed()
        event.remove(place.app.state.engine, "before_cursor_execute", note)
        return sum(not statement.startswith("BEGIN") for statement in asked)

    return count


def test_one_record_over_rest(place: Place, sari: Phone, client_of: Callable[..., str], counted: Callable[..., int]):
    body = {**BODIES["visit"], "client": client_of(sari)}

    def create() -> None:
        key = {"Idempotency-Key": new_id()}
        assert place.http.post("/v1/visits", json=body, headers={**sari.headers, **key}).status_code == 201

    assert counted(create) <= 8
    record = place.http.get("/v1/visits", headers=sari.headers).json()["items"][0]["id"]
    assert counted(lambda: place.http.get(f"/v1/visits/{record}", headers=sari.headers)) <= 3


@pytest.mark.parametrize("changes", [1, 10, 100])
def test_a_push_whatever_its_number_of_changes(
    sari: Phone, client_of: Callable[..., str], counted: Callable[..., int], changes: int
):
    clients = [client_of(sari, f"Mas {number}") for number in range(3)]
    for number in range(changes):
        sari.save("visit", BODIES["visit"], feed=clients[number % 3])
    again = [dict(change) for change in sari.out]
    assert counted(sari.push) <= 9
    sari.out = again
    assert counted(sari.push) <= 5


def test_a_sync_with_nothing_new(sari: Phone, client_of: Callable[..., str], counted: Callable[..., int]):
    client_of(sari)
    sari.sync()
    assert counted(sari.pull) <= 3


def test_targets_whatever_the_number_of_units(place: Place, counted: Callable[..., int]):
    place.person("Pusat", None, "national")
    headers = place.headers("Pusat")

    def listed() -> int:
        return counted(lambda: place.http.get("/v1/targets", headers=headers).raise_for_status())

    def set_for(unit: str) -> None:
        address = f"/v1/targets/{place.today()[:4]}/{unit}/agents_trained"
        place.http.put(address, json={"value": 2}, headers=headers).raise_for_status()

    set_for(place.units["A"])
    of_one = listed()
    for name in ("B", "C"):
        set_for(place.units[name])
    assert listed() == of_one
