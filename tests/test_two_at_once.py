"""Two offices write the same thing at the same moment: neither fails, and neither overwrites what it has not read."""

from concurrent.futures import ThreadPoolExecutor, wait
from itertools import count
from threading import Event
from typing import Any

import pytest

from api.db.engine import writing
from api.identity.server_epoch import ensure_epoch
from api.ids import new_id
from api.resources import partner_profile, targets, unit_opening
from tests.conftest import Place
from tests.engines import ENGINES
from tests.samples import PARTNER
from tests.test_agreements import PROFILE
from tests.test_concurrent import waits_for_a_lock
from tests.test_unit_opening import opened
from tests.test_unit_progress import put, this_year, told

pytestmark = [
    pytest.mark.skipif("postgres" not in ENGINES, reason="on SQLite a second writer cannot even begin"),
    pytest.mark.parametrize("place", ["postgres"], indirect=True),
]


def test_a_target_that_two_set_first_is_that_of_who_came_last(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.person("Pusat", None, "national")
    begun, plain, neighbours = count(), targets.new_id, []

    def overtaken() -> str:
        """Its neighbour sets the same one after it was found that nobody had."""
        if next(begun) == 0:
            neighbours.append(put(place, "Pusat", "33", 3).status_code)
        return plain()

    monkeypatch.setattr(targets, "new_id", overtaken)
    assert (put(place, "Pusat", "33", 4).status_code, neighbours) == (200, [200])
    assert [one["value"] for one in told(place, "Pusat", "targets", year=this_year(place)).json()] == [4]


def test_of_two_who_read_the_same_profile_one_is_told_that_it_moved(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.person("Maya", None, "partner", partner=PARTNER)
    path, headers = "/v1/partner-profile", place.headers("Maya")
    headers["If-Match"] = place.http.get(path, headers=headers).headers["etag"]
    begun, arrived, may_go, plain = count(), Event(), Event(), partner_profile.keep_offer

    def lingers(*asked: Any, **named: Any) -> None:
        if next(begun) == 0:
            arrived.set()
            may_go.wait(60)
        plain(*asked, **named)

    def write(free: int) -> int:
        return place.http.patch(path, json={**PROFILE, "free_now": free}, headers=headers).status_code

    monkeypatch.setattr(partner_profile, "keep_offer", lingers)
    with ThreadPoolExecutor(2) as both:
        first = both.submit(write, 1)
        assert arrived.wait(60)
        second = both.submit(write, 2)
        while not second.done() and not waits_for_a_lock(place):
            wait([second], timeout=0.02)
        may_go.set()
        assert (first.result(60), second.result(60)) == (200, 412)
    assert place.http.get(path, headers=headers).json()["free_now"] == 1


def test_of_two_who_open_a_unit_of_one_village_the_second_is_told_of_the_first(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.person("Hadi", None, "district", area="33.22")
    with writing(place.engine) as session:
        ensure_epoch(session, place.clock())  # as a server does at its start
    begun, arrived, may_go, plain = count(), Event(), Event(), unit_opening.made

    def lingers(*asked: Any) -> Any:
        if next(begun) == 0:
            arrived.set()
            may_go.wait(60)
        return plain(*asked)

    monkeypatch.setattr(unit_opening, "made", lingers)
    with ThreadPoolExecutor(2) as both:
        first = both.submit(opened, place, "Hadi", new_id())
        assert arrived.wait(60)
        second = both.submit(opened, place, "Hadi", new_id())
        while not second.done() and not waits_for_a_lock(place):
            wait([second], timeout=0.02)
        may_go.set()
        assert [one.result(60)[0] for one in (first, second)] == [200, 409]
