"""Of people without an account: who guesses waits, and neither she nor a crowd keeps out a neighbour behind one
address."""

from datetime import timedelta

import pytest

from api.db.engine import writing
from api.identity.rate_limits import HELP_UNIT
from api.visitors.help_requests import PURPOSE
from api.visitors.passing_counts import TRIES, asks_of_address
from api.visitors.visitor_codes import find_visitor_code, keep_visitor_code
from tests.conftest import Place
from tests.door import client
from tests.engines import ENGINES
from tests.phone import ORIGIN
from tests.test_help_requests import ASK, answered, asked, leaflet, people

__all__ = ["people"]
pytestmark = [pytest.mark.usefixtures("people"), pytest.mark.parametrize("place", ENGINES[:1], indirect=True)]


def keep_old_code(place: Place, code: str, *, leads_where: str) -> str:
    """Seven symbols, to the request that another code leads to."""
    today = place.clock().date()
    with writing(place.engine) as session:
        there = find_visitor_code(session, place.settings, PURPOSE, leads_where, today)
        assert there is not None
        where = {"home": there.home, "about": there.about, "today": today, "until": today + timedelta(days=90)}
        assert keep_visitor_code(session, place.settings, PURPOSE, code, **where)
    return code


def test_who_tries_too_often_waits_and_keeps_out_no_neighbour(place: Place) -> None:
    """One Wi-Fi of a village. A code of seven symbols, as they were once given, can be guessed: it waits as well."""
    code, key = asked(place, "Sari")["code"], leaflet(place, "Sari")
    short = keep_old_code(place, "7777777", leads_where=code)
    assert answered(place, short)["step"] == "waiting"
    tries = [place.http.post("/v1/help-requests/answers", json={"code": "0000000"}) for _ in range(31)]
    assert [one.status_code for one in tries] == [422] * 30 + [429]
    assert place.http.post("/v1/help-requests/answers", json={"code": "0000000000"}).status_code == 429
    assert place.http.post("/v1/help-requests/answers", json={"code": short}).status_code == 429
    assert place.http.post("/v1/help-requests/unit", json={"key": key}).status_code == 200
    assert [answered(place, code)["step"] for _ in range(TRIES)] == ["waiting"] * TRIES
    assert place.http.post("/v1/help-requests/answers", json={"code": code}).status_code == 429, "her own, and no more"
    place.clock.ahead = timedelta(minutes=16)
    assert place.http.post("/v1/help-requests/answers", json={"code": "0000000"}).status_code == 422


def test_one_address_uses_up_no_units_day(place: Place) -> None:
    key = leaflet(place, "Sari")
    ask = {"key": key, **ASK}
    told = [place.http.post("/v1/help-requests", json=ask).status_code for _ in range(asks_of_address(1) + 1)]
    assert told == [201] * asks_of_address(1) + [429]
    assert place.http.post("/v1/help-requests", json={**ask, "key": leaflet(place, "Budi")}).status_code == 201
    with client(place.app, ORIGIN, "10.0.0.9") as elsewhere:
        assert elsewhere.post("/v1/help-requests", json=ask).status_code == 201
    assert 4 * asks_of_address(4) < HELP_UNIT.tries > 2 * asks_of_address(1)
