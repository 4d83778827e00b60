"""No stranger uses up what an honest account or phone has, not even from the same address."""

from typing import Any

import pytest

from api.db.engine import reading, writing
from api.identity.nonces import keyed
from api.identity.rate_limits import PASSWORD_ADDRESS, RESCUE_ADDRESS, STATUS, Limit
from api.identity.tables import Throttle
from tests.conftest import Place
from tests.engines import ENGINES
from tests.envelopes import envelope
from tests.test_auth_office import PASSWORD_OF_RATNA, office
from tests.test_auth_office import sign_in as signed_in

pytestmark = pytest.mark.parametrize("place", ENGINES[:1], indirect=True)
HERE = "127.0.0.1"


def use_up(place: Place, limit: Limit, whose: str) -> None:
    """All tries but none."""
    name = keyed(place.settings, limit.purpose, whose)
    with writing(place.engine) as session:
        session.merge(Throttle(name=name, tries=limit.tries, since=int(place.clock().timestamp())))


def tries(place: Place, limit: Limit, whose: str) -> int:
    with reading(place.engine) as session:
        row = session.get(Throttle, keyed(place.settings, limit.purpose, whose))
        return row.tries if row else 0


def test_guesses_at_other_names_from_her_own_address_do_not_lock_the_office_out(place: Place) -> None:
    office(place, "Bu Ratna", "ratna", "A", "coordinator")
    assert signed_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 200
    use_up(place, PASSWORD_ADDRESS, HERE)
    assert signed_in(place, "nobody", "salah")[0] == 429
    assert signed_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 200


def test_who_has_a_phones_handle_is_counted_as_that_phone(place: Place) -> None:
    sari, dewi = place.phone("Sari"), place.phone("Dewi")
    use_up(place, STATUS, HERE)
    asked = {
        one: place.http.post("/v1/enrolments/status", json={"handle": one}) for one in ("0" * 64, sari.card["handle"])
    }
    assert [one.status_code for one in asked.values()] == [429, 200]
    use_up(place, STATUS, sari.enrolment)
    again = [place.http.post("/v1/enrolments/status", json={"handle": one.card["handle"]}) for one in (sari, dewi)]
    assert [one.status_code for one in again] == [429, 200]


def test_what_a_phone_hands_in_costs_its_address_nothing(place: Place, client_of: Any) -> None:
    sari = place.phone("Sari")
    client = client_of(sari)
    sari.save("visit", {"on": "2026-11-23", "place": "home", "met": ["client"]}, feed=client)
    sealed = envelope(sari, change=sari.out[0])
    told = [
        place.http.post("/v1/rescue", json={"envelopes": [one]}).json()["results"] for one in (sealed, sealed, "x.y")
    ]
    assert [one["answer"] for [one] in told] == ["applied", "known", "refused"]
    assert tries(place, RESCUE_ADDRESS, HERE) == 2, "a copy of it is anybody's"


def test_a_stranger_behind_the_same_address_keeps_no_phone_from_handing_in(place: Place, client_of: Any) -> None:
    sari = place.phone("Sari")
    sari.save("visit", {"on": "2026-11-23", "place": "home", "met": ["client"]}, feed=client_of(sari))
    sealed = envelope(sari, change=sari.out[0])
    use_up(place, RESCUE_ADDRESS, HERE)
    told = [place.http.post("/v1/rescue", json={"envelopes": boxes}) for boxes in (["x.y"], [sealed, "x.y"])]
    assert [one.status_code for one in told] == [429, 200]
    assert [one["answer"] for one in told[1].json()["results"]] == ["applied", "refused"]


def test_one_envelope_of_a_phone_brings_no_crowd_of_false_ones_past_the_limit(place: Place, client_of: Any) -> None:
    """Each false one counts, whatever lies beside it; past the limit a copy of a good one counts once."""
    sari = place.phone("Sari")
    sari.save("visit", {"on": "2026-11-23", "place": "home", "met": ["client"]}, feed=client_of(sari))
    sealed, false = envelope(sari, change=sari.out[0]), ["x.y", "x.z", "y.z"]
    before = tries(place, RESCUE_ADDRESS, HERE)
    assert place.http.post("/v1/rescue", json={"envelopes": [sealed, *false]}).is_success
    assert tries(place, RESCUE_ADDRESS, HERE) == before + len(false)
    use_up(place, RESCUE_ADDRESS, HERE)
    crowds = ([sealed, *false], [sealed, sealed, *false[:2]], [false[0], sealed], [sealed])
    told = [place.http.post("/v1/rescue", json={"envelopes": boxes}).status_code for boxes in crowds]
    assert told == [429, 429, 429, 200]
