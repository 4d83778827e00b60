"""Who × what became of the case × reading and sending a picture, against a small table.

The same picture lies in every case, so that what is told of one is never learnt from another.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col

from api.changes.tables import Change, Feed
from api.clock import system_clock
from api.db.engine import writing
from tests.cases_of_all import PEOPLE
from tests.conftest import Place, a_place
from tests.engines import ENGINES
from tests.phone import Phone
from tests.samples import BODIES, CASE_KINDS, PARTNER, body_in
from tests.test_blobs import PICTURE, agree, named, put
from tests.test_feed_key import move
from tests.test_sync_people import end_follow

STATES = ("own", "foreign", "moved", "ended", "erased", "taken_back", "no_longer_agreed")
# (role, state): status of reading it. What stands nowhere is answered like what never was: 404.
READS = {
    **{("follower", state): 200 for state in ("own", "moved", "ended")},
    ("follower", "erased"): 410,
    # Of whose unit it is: that there was something, and no picture of it.
    ("coordinator", "erased"): 410,
}
# The author herself, whose follow ended in some: what she wrote still arrives, but where nothing returns.
SENDS = {
    **{("author", state): 200 for state in ("own", "foreign", "moved", "ended")},
    ("author", "erased"): 410,
    ("author", "no_longer_agreed"): 409,
    ("follower", "moved"): 403,
}


class PicturedCases:
    """`case`, `record`: by state. Sari follows and wrote all but those that Budi wrote."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.sari, self.dewi, self.citra = place.phone("Sari"), place.phone("Dewi"), place.phone("Citra")
        self.budi = place.phone("Budi", "B")
        place.person("Eka")
        place.person("Ratna", role="coordinator")
        place.person("Tono", "B", role="coordinator")
        place.person("Maya", None, role="partner", partner=PARTNER)
        place.person("Lain", None, role="partner")
        place.person("Hadi", None, role="district", area="33.22")
        place.person("Jauh", None, role="district", area="33.21")
        place.person("Lurah", None, role="village", area="33.22.01.2001")
        place.person("Propinsi", None, role="province", area="33")
        place.person("Pusat", None, role="national")
        place.person("Admin", None, role="admin")
        self.case: dict[str, str] = {}
        self.record: dict[str, str] = {}
        for state in STATES:
            self.open(state)
        for state in ("moved", "ended", "taken_back", "no_longer_agreed", "erased"):
            getattr(self, state)()

    def author(self, state: str) -> Phone:
        return self.budi if state in ("foreign", "moved") else self.sari

    def open(self, state: str) -> None:
        """Everything of it is sent where it can be; a colleague each handed over and was sent away."""
        opener = self.author(state)
        case = opener.save("client", BODIES["client"])
        made = {"client": case}
        for kind in (kind for kind in CASE_KINDS if kind != "client"):
            made[kind] = opener.save(kind, body_in(kind, made), feed=case)
        agree(opener, case)
        record = opener.save("visit", {**BODIES["visit"], "photo": named(PICTURE)}, feed=case)
        opener.sync()
        assert not opener.refused, opener.refused
        assert put(opener, case, record).json()["whole"]
        if opener is self.sari:
            for name in ("Dewi", "Citra"):
                self.place.invite(self.sari, case, name)
            end_follow(self.place, self.sari, case, "Dewi", "handed_over")
            end_follow(self.place, self.place.phone("Ratna"), case, "Citra", "revoked")
        self.case[state], self.record[state] = case, record

    def moved(self) -> None:
        assert move(self.place, "Tono", self.case["moved"], "A", "Sari").status_code == 200

    def ended(self) -> None:
        """With the referral that carried something of it; not the accompanying."""
        referrals = self.sari.records("referral")
        [referral] = [one for one in referrals if self.sari.feed_of(one) == self.case["ended"]]
        self.sari.save("referral", {"status": "declined", "status_because": "Penuh."}, record=referral)
        self.sari.sync()

    def erased(self) -> None:
        """As an operator's erasure leaves it."""
        case = self.case["erased"]
        with writing(self.place.engine) as session:
            mine = update(Change).where(col(Change.feed) == case)
            session.execute(mine.values(body=None, set=None, was=None, lost=None))
            session.execute(update(Feed).where(col(Feed.id) == case).values(erased_at=system_clock()))

    def taken_back(self) -> None:
        self.sari.save("visit", {"voided_because": "Salah klien."}, record=self.record["taken_back"])
        self.sari.sync()

    def no_longer_agreed(self) -> None:
        agree(self.sari, self.case["no_longer_agreed"], "withdrawn", ("media",))
        self.sari.sync()

    def ask(self, role: str, method: str, state: str, **more: Any) -> Any:
        """By somebody's own token; the author's is her phone's."""
        name = self.person(role, state)
        address = f"/v1/blobs/{named(PICTURE)['sha256']}"
        headers = self.place.headers(name) if name else {}
        return self.place.http.request(method, address, headers=headers, **more)

    def person(self, role: str, state: str) -> str:
        return ("Budi" if self.author(state) is self.budi else "Sari") if role == "author" else PEOPLE[role]


@pytest.fixture(scope="module", params=ENGINES)
def cases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PicturedCases]:
    folder: Path = tmp_path_factory.mktemp("blobs")
    with a_place(request.param, folder) as place:
        yield PicturedCases(place)


@pytest.mark.parametrize("role", PEOPLE)
def test_a_picture_is_read_by_who_reads_its_record_whole(cases: PicturedCases, role: str) -> None:
    for state in STATES:
        wanted = 401 if role == "nobody" else READS.get((role, state), 404)
        answer = cases.ask(role, "GET", state, params={"record": cases.record[state]})
        assert answer.status_code == wanted, (role, state, answer.text)
        assert (answer.content == PICTURE) is (wanted == 200), (role, state)


@pytest.mark.parametrize("role", ["author", *PEOPLE])
def test_a_picture_is_sent_by_who_wrote_its_record_and_nobody_else_learns_how_far_it_came(
    cases: PicturedCases, role: str
) -> None:
    for state in STATES:
        hers = "author" if cases.person(role, state) == cases.person("author", state) else role
        wanted = 401 if role == "nobody" else SENDS.get((hers, state), 404)
        query = {"client": cases.case[state], "record": cases.record[state], "start": 0}
        answer = cases.ask(role, "PUT", state, params=query, content=b"")
        assert answer.status_code == wanted, (role, state, answer.text)
        if wanted == 404:
            unknown = cases.ask(role, "PUT", state, params={**query, "record": cases.case[state]}, content=b"")
            told, never = (
                {name: value for name, value in one.json().items() if name != "request_id"} for one in (answer, unknown)
            )
            assert told == never, (role, state)
