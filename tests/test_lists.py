"""Who follows `next` misses nothing: whoever writes at the same moment, and whatever comes into or leaves her scope."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from api.ids import new_id
from api.policies import reading_time
from api.resources.records.cursor import LONGEST, About, Cursor, read, written
from api.resources.records.cursor import Place as Reached
from api.settings import Settings
from api.web.http_protocol import HEAD_LIMIT
from tests.conftest import Place
from tests.phone import Phone
from tests.samples import BODIES, PARTNER
from tests.test_feed_key import move
from tests.test_sync import VISIT
from tests.test_sync_people import end_follow
from tests.town import Town


class Follower:
    """A program that keeps a copy of one list."""

    def __init__(self, place: Place, name: str, plural: str, **query: Any) -> None:
        self.place, self.name, self.path, self.query = place, name, f"/v1/{plural}", query
        self.held: dict[str, Any] = {}
        self.cursor: str | None = None

    def go_on(self) -> "Follower":
        """Until nothing more waits."""
        while self.page()["more"]:
            pass
        return self

    def ask(self) -> httpx.Response:
        query = {**self.query, **({"cursor": self.cursor} if self.cursor else {})}
        return self.place.http.get(self.path, params=query, headers=self.place.headers(self.name))

    def page(self) -> Any:
        answer = self.ask()
        assert answer.status_code == 200, answer.text
        body = answer.json()
        for item in body["items"]:
            self.held[item["id"]] = item
        for gone in body["withdrawn"]:
            if gone["id"] is None:
                [whose] = gone.keys() - {"id"}
                self.held = {key: item for key, item in self.held.items() if item[whose] != gone[whose]}
            self.held.pop(gone["id"], None)
        self.cursor = body["next"]
        return body

    def is_as_anew(self) -> bool:
        """Whether her copy is what a reader who begins now is given."""
        fresh = Follower(self.place, self.name, self.path.removeprefix("/v1/"), **self.query).go_on()
        assert self.held == fresh.held
        return True


def test_nothing_is_missed_while_several_write(place: Place, client_of: Any) -> None:
    """Two units whose coordinator reads both, four agents who push at once, and pages smaller than what comes."""
    agents = [place.phone(name, unit) for name, unit in (("S", "A"), ("D", "A"), ("B", "B"), ("C", "B"))]
    for name, unit in (("Ratna", "A"), ("Tono", "B")):
        place.person(name, unit, role="coordinator")
    cases = [client_of(phone) for phone in agents]
    for case in cases[2:]:
        assert move(place, "Tono", case, "A", *[]).status_code == 200
    reader = Follower(place, "Ratna", "visits", limit=7)

    def write(phone: Phone, case: str) -> None:
        for _ in range(6):
            for _ in range(4):
                phone.save("visit", VISIT, feed=case)
            phone.push()

    with ThreadPoolExecutor(5) as several:
        writers = [several.submit(write, phone, case) for phone, case in zip(agents, cases, strict=True)]
        while not all(one.done() for one in writers):
            reader.page()
        for one in writers:
            one.result()
    assert len(reader.go_on().held) == 4 * 6 * 4
    assert reader.is_as_anew()


def test_an_empty_list_has_a_place_to_go_on_from(town: Town) -> None:
    for name in ("Tono", "Admin", "Lain"):
        reader = Follower(town.place, name, "visits").go_on()
        assert (reader.held, bool(reader.cursor)) == ({}, True)
        assert reader.go_on().is_as_anew()


def test_what_is_taken_back_is_told_to_everybody_who_may_have_it(town: Town) -> None:
    readers = [Follower(town.place, name, "referrals").go_on() for name in ("Sari", "Ratna", "Maya")]
    record = town.records["referral"]
    assert [set(one.held) for one in readers] == [{record}] * 3
    town.sari.save("referral", {"voided_because": "Salah klien."}, record=record)
    town.sari.sync()
    assert [one.go_on().held for one in readers] == [{}, {}, {}]
    assert all(one.is_as_anew() for one in readers)


def test_what_fits_a_filter_no_more_is_told(town: Town) -> None:
    reader = Follower(town.place, "Maya", "referrals", status="sent").go_on()
    assert len(reader.held) == 1
    town.sari.save("referral", {"status": "cancelled", "status_because": "Batal."}, record=town.records["referral"])
    town.sari.sync()
    assert reader.go_on().held == {}


def test_a_case_that_comes_later_is_told_and_one_that_leaves_is_let_go(town: Town, client_of: Any) -> None:
    place = town.place
    other = client_of(town.sari, alias="Mbak Lain")
    town.sari.save("visit", VISIT, feed=other)
    town.sari.sync()
    assert move(place, "Ratna", other, "B").status_code == 200
    readers = {name: Follower(place, name, "visits").go_on() for name in ("Ratna", "Tono", "Sari", "Budi")}
    before, known = readers["Ratna"].held, set(readers["Tono"].held)
    assert (len(before), len(known)) == (1, 1), "Tono has read in this home before"
    assert move(place, "Ratna", town.client, "B").status_code == 200
    for name, wanted in (("Ratna", {}), ("Tono", {*before, *known}), ("Sari", {}), ("Budi", {})):
        assert set(readers[name].go_on().held) == set(wanted), name
        assert readers[name].is_as_anew()
    assert move(place, "Tono", town.client, "A", "Sari").status_code == 200
    for name, wanted in (("Ratna", before), ("Tono", known), ("Sari", before)):
        assert set(readers[name].go_on().held) == set(wanted), name


def test_an_ended_follow_is_told(town: Town) -> None:
    place = town.place
    reader = Follower(place, "Dewi", "visits").go_on()
    place.invite(town.sari, town.client, "Dewi")
    assert len(reader.go_on().held) == 1
    end_follow(place, place.phone("Ratna"), town.client, "Dewi", "revoked")
    assert reader.go_on().held == {}
    place.invite(town.sari, town.client, "Dewi")
    assert len(reader.go_on().held) == 1


def test_an_institution_is_told_of_the_client_with_what_is_sent_later(town: Town, client_of: Any) -> None:
    reader = Follower(town.place, "Maya", "clients").go_on()
    own = client_of(town.sari, alias="Mbak Lain")
    for _ in range(3):
        client_of(town.sari)
    assert reader.go_on().held.keys() == {town.client}
    town.sari.save("consent", BODIES["consent"], feed=own)
    town.sari.save("referral", {**BODIES["referral"], "partner": PARTNER}, feed=own)
    town.sari.sync()
    assert not town.sari.refused, town.sari.refused
    assert reader.go_on().held.keys() == {town.client, own}
    assert reader.is_as_anew()


def test_when_the_time_to_read_is_over_the_clients_data_is_let_go(town: Town) -> None:
    town.sari.save("referral", {"status": "declined", "status_because": "Penuh."}, record=town.records["referral"])
    town.sari.sync()
    readers = [Follower(town.place, "Maya", plural).go_on() for plural in ("referrals", "clients")]
    town.place.clock.ahead = timedelta(days=reading_time().partner_after_end_days + 1)
    referrals, clients = (one.go_on() for one in readers)
    assert "carries" not in referrals.held[town.records["referral"]]
    assert clients.held == {}
    assert all(one.is_as_anew() for one in readers)


def test_after_a_restore_a_list_is_read_from_the_beginning(town: Town) -> None:
    cursor = Follower(town.place, "Ratna", "visits").go_on().cursor
    town.place.restore()
    answer = town.get("Ratna", f"/v1/visits?cursor={cursor}")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "unknown-cursor")
    assert Follower(town.place, "Ratna", "visits").go_on().is_as_anew()


def test_a_cursor_is_its_readers_and_its_lists_own(town: Town) -> None:
    cursor = Follower(town.place, "Ratna", "visits").go_on().cursor
    for name, query in (("Sari", "visits?"), ("Ratna", "clients?"), ("Ratna", f"visits?client={town.client}&")):
        answer = town.get(name, f"/v1/{query}cursor={cursor}")
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "unknown-cursor")


def test_a_place_in_many_homes_fits_the_head_of_a_request() -> None:
    """What a list gives as `next` is taken again."""
    about, moment = About("her list", "an epoch", Settings()), datetime(2026, 11, 30, tzinfo=UTC)
    places = {new_id(): Reached(2**40, 2**40) for _ in range(800)}
    text = written(Cursor(places, moment), about, moment)
    assert len(text) <= LONGEST < HEAD_LIMIT - 2_000
    assert read(text, about).places == places
