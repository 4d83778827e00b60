"""Pictures of a unit's papers: read by who reads the paper and that field of it, sent by who wrote it, gone with it."""

from typing import Any

import pytest

from api.changes.feed_key import coaching_id
from api.records import KINDS
from api.records.blobs import MOST_PAGES, blob_fields, pictures_opened
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_blobs import PICTURE, get, kept, named, put
from tests.test_rescue_blobs import SealedPicture

SECOND = PICTURE + b"second page."
PICTURED = {"decree": "scan", "funding": "proof", "agreement": "sop", "unit_action": "proof"}
PEOPLE = {
    "Ratna": ("A", "coordinator", None), "Tono": ("B", "coordinator", None), "Sari": ("A", "agent", None),
    "Jauh": (None, "district", "33.21"), "Lurah": (None, "village", "33.22.01.2001"),
    "Kades": (None, "village", "33.22.01.2003"),
    "Propinsi": (None, "province", "33"), "Pusat": (None, "national", None), "Maya": (None, "partner", None),
    "Admin": (None, "admin", None),
}  # fmt: skip


@pytest.fixture
def hadi(place: Place) -> Phone:
    place.person("Hadi", None, "district", area="33.22")
    return place.phone("Hadi")


@pytest.fixture
def feed(place: Place) -> str:
    return coaching_id(place.units["A"])


def write(phone: Phone, feed: str, kind: str, *pages: bytes) -> str:
    record = phone.save(kind, {**BODIES[kind], PICTURED[kind]: [named(one) for one in pages]}, feed=feed)
    phone.sync()
    assert not phone.refused, phone.refused
    return record


def looked(place: Place, record: str, content: bytes = PICTURE) -> dict[str, int]:
    """{who: what she is answered}."""
    path = f"/v1/blobs/{named(content)['sha256']}"
    return {
        name: place.http.get(path, params={"record": record}, headers=place.headers(name)).status_code
        for name in PEOPLE
    }


def test_pages_are_read_by_who_reads_that_field_of_the_paper(place: Place, hadi: Phone, feed: str) -> None:
    """The village reads what was decreed and done there, not receipts nor another's procedure."""
    for name, (unit, role, area) in PEOPLE.items():
        place.person(name, unit, role, area=area)
    for kind in PICTURED:
        record = write(hadi, feed, kind, PICTURE, SECOND)
        for page in (PICTURE, SECOND):
            assert put(hadi, feed, record, page, name=page).json()["whole"]
        wanted = dict.fromkeys(PEOPLE, 404) | {"Ratna": 200}
        wanted |= {"Lurah": 200} if kind in ("decree", "unit_action") else {}
        assert looked(place, record, SECOND) == wanted, kind
        assert get(hadi, record, SECOND).content == SECOND


def test_only_who_wrote_the_paper_sends_its_pages(place: Place, hadi: Phone, feed: str) -> None:
    record, ratna = write(hadi, feed, "unit_action", PICTURE), place.phone("Ratna", role="coordinator")
    assert put(ratna, feed, record).json()["code"] == "blob-not-yours"
    assert put(place.phone("Sari"), feed, record).json()["code"] == "no-such-record"
    assert put(hadi, place.units["A"], record).status_code == 404
    ratna.sync()
    ratna.save("unit_action", {"proof": [named(PICTURE), named(SECOND)]}, record=record)
    ratna.sync()
    assert put(ratna, feed, record, SECOND, name=SECOND).json()["whole"], "what she wrote herself"
    assert put(hadi, feed, record, SECOND, name=SECOND).json()["code"] == "blob-not-yours"


def test_a_page_that_is_taken_out_goes_alone_and_all_go_with_the_paper(place: Place, hadi: Phone, feed: str) -> None:
    record = write(hadi, feed, "decree", PICTURE, SECOND)
    for page in (PICTURE, SECOND):
        put(hadi, feed, record, page, name=page)
    hadi.save("decree", {"scan": [named(SECOND)]}, record=record)
    hadi.sync()
    assert [get(hadi, record, page).status_code for page in (PICTURE, SECOND)] == [404, 200]
    hadi.save("decree", {"voided_because": "Unit lain."}, record=record)
    hadi.sync()
    assert kept(place) == 0


def test_pages_are_handed_in_from_a_phone_that_nobody_opens(place: Place, hadi: Phone, feed: str) -> None:
    picture = SealedPicture(SECOND)
    pages = {"scan": [named(PICTURE), named(SECOND)]}
    record = hadi.save("decree", {**BODIES["decree"], **pages}, feed=feed)
    [change] = hadi.out
    box = picture.box(hadi, change)
    hadi.sync()
    assert picture.goes(place, box)["whole"]
    assert get(hadi, record, SECOND).content == SECOND


@pytest.mark.parametrize(
    ("pages", "pointer"),
    [
        ([], "/set/scan"), ([named(PICTURE)] * (MOST_PAGES + 1), "/set/scan"), (named(PICTURE), "/set/scan"),
        ([named(PICTURE), {**named(PICTURE), "type": "application/pdf"}], "/set/scan/1/type"),
        ([named(PICTURE, "audio/ogg", seconds=3)], "/set/scan/0/type"),
    ],
)  # fmt: skip
@ON_ONE_ENGINE
def test_a_paper_names_only_pictures(hadi: Phone, feed: str, pages: Any, pointer: str) -> None:
    hadi.save("decree", {**BODIES["decree"], "scan": pages}, feed=feed)
    hadi.push()
    faults = [one for _, result in hadi.refused for one in result["problem"]["errors"]]
    assert faults[0]["pointer"] == pointer, faults


def test_only_papers_open_pictures_and_only_to_whoever_leads_the_village() -> None:
    opened = {(kind.kind, role) for kind in KINDS.values() for role in kind.readable_by if pictures_opened(kind, role)}
    assert opened == {("decree", "village"), ("unit_action", "village")}
    assert {kind.kind: name for kind in KINDS.values() if kind.feed != "case" for name in blob_fields(kind)} == PICTURED
