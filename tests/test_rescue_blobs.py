"""A picture on a phone that nobody opens any more: handed in sealed, by whoever brings it, under what was applied."""

import base64
import json
import os
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, func, select
from sqlmodel import col

from api.changes.blobs import BlobPart
from api.changes.index_tables import ROWS
from api.changes.tables import Change
from api.db.engine import reading, writing
from api.identity.rate_limits import RESCUE_ADDRESS, RESCUE_PARTS
from tests.conftest import Place
from tests.envelopes import envelope, sealed, signed, words_of
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_auth_renewal import lock
from tests.test_blobs import PICTURE, agreed, codes, get, kept, named, put
from tests.test_blobs_agreed import DEEDS
from tests.test_rescue import hand_in, held, take
from tests.test_rescue_erased import erase
from tests.test_rescue_returns import returned
from tests.test_returning import found
from tests.test_returning import hand_in as hand_back
from tests.test_sync_people import end_follow
from tests.test_throttles import HERE, tries

Json = dict[str, Any]
WAITS = {"answer": "waits", "received": 0, "whole": False}
STEP = 399  # no whole number of blocks


def word(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


class SealedPicture:
    """As it lies on a phone: under a name and a key of its own, with the tag of all of it behind it."""

    def __init__(self, content: bytes = PICTURE) -> None:
        key, iv = os.urandom(32), os.urandom(12)
        self.row, self.iv = word(os.urandom(12)), word(iv)
        self.carried = {"sha256": named(content)["sha256"], "row": self.row, "key": word(key)}
        self.bytes = AESGCM(key).encrypt(iv, content, f"blob {self.row} 1".encode())[: len(content)]

    def box(self, phone: Phone, change: Json, mark: str = "waiting") -> str:
        """Of the change that names it, which carries its key."""
        return envelope(phone, mark, change=change, blobs=[self.carried])

    def part(self, place: Place, box: str, start: int = 0, content: bytes = b"", **head: Any) -> httpx.Response:
        said = {"envelope": box, "row": self.row, "iv": self.iv, "start": start, **head}
        return place.http.post("/v1/rescue/blobs", content=json.dumps(said).encode() + b"\n" + content)

    def goes(self, place: Place, box: str) -> Json:
        """All of it, in parts, from where it is."""
        answer = self.part(place, box).json()
        while not answer.get("whole"):
            at = answer["received"]
            answer = self.part(place, box, at, self.bytes[at : at + STEP]).json()
        return answer


def write(phone: Phone, client: str, content: bytes = PICTURE, **more: Any) -> tuple[str, Json]:
    """A visit with a picture, which nobody pushed."""
    record = phone.save("visit", {**BODIES["visit"], "photo": named(content), **more}, feed=client)
    return record, phone.out.pop()


@pytest.fixture
def case(sari: Phone, client_of: Any) -> str:
    return agreed(sari, client_of(sari))


def test_it_comes_sealed_in_parts_behind_its_change_and_is_the_picture(place: Place, sari: Phone, case: str) -> None:
    """Once, under each record that names it, whoever else sends some of it meanwhile."""
    (record, change), (other, second), picture = write(sari, case), write(sari, case), SealedPicture()
    box, another = picture.box(sari, change), picture.box(sari, second, "sent")
    assert picture.part(place, box).json() == WAITS, "nothing that was applied names it"
    assert hand_in(place, box, another) == ["applied"] * 2
    assert picture.part(place, box).json() == {"answer": "taken", "received": 0, "whole": False}
    assert picture.part(place, box, 0, picture.bytes[:STEP]).json()["received"] == STEP
    assert picture.part(place, box, 0, picture.bytes[:STEP]).json()["received"] == STEP, "a lost answer"
    assert picture.part(place, box, 500, picture.bytes[500:]).json()["reason"] == "apart"
    sari.sync()
    assert put(sari, case, record, PICTURE[STEP:600], STEP).json()["received"] == 600, "opened, her phone goes on"
    for named_by, carries in ((record, box), (other, another)):
        assert picture.goes(place, carries) == {"answer": "taken", "received": len(PICTURE), "whole": True}
        assert get(sari, named_by).content == PICTURE
    assert get(sari, record).content == get(sari, other).content == PICTURE
    assert kept(place) > 2


@pytest.mark.parametrize("why", ["lock", "revoked"])
def test_a_locked_phone_brings_it_once_the_coordinator_took_the_change(
    place: Place, sari: Phone, dewi: Phone, client_of: Any, why: str
) -> None:
    case = agreed(dewi, client_of(dewi, also=("Sari",)))
    sari.sync()
    (record, change), picture = write(sari, case), SealedPicture()
    box = picture.box(sari, change)
    if why == "lock":
        lock(place, sari)
    else:
        end_follow(place, place.phone("Bu Ratna", role="coordinator"), case, "Sari", "revoked")
    assert hand_in(place, box) == ["held"]
    assert picture.part(place, box).json() == WAITS
    assert [take(place, one["id"])["answer"] for one in held(place)] == ["applied"]
    assert picture.goes(place, box)["whole"]
    dewi.sync()
    assert get(dewi, record).content == PICTURE


@pytest.mark.parametrize("deed", [DEEDS[0], DEEDS[-1], erase], ids=lambda deed: deed.__name__)
def test_what_was_taken_back_meanwhile_is_wanted_no_more(place: Place, sari: Phone, case: str, deed: Any) -> None:
    (record, change), picture = write(sari, case), SealedPicture()
    box = picture.box(sari, change)
    assert hand_in(place, box) == ["applied"]
    assert picture.part(place, box, 0, picture.bytes[:STEP]).json()["received"] == STEP
    sari.sync()
    if deed is erase:
        erase(place, case)
    else:
        deed(sari, case, record)
        sari.sync()
    assert kept(place) == 0
    # She may agree again: then it is for its author to throw it away.
    wanted = "waits" if deed is DEEDS[0] else "unwanted"
    assert picture.part(place, box, 0, picture.bytes[:STEP]).json() == {**WAITS, "answer": wanted}
    assert kept(place) == 0


def test_of_what_was_brought_back_who_follows_brings_it(place: Place, sari: Phone, dewi: Phone, case: str) -> None:
    """A restore lost who took it, and a colleague's phone still held the record."""
    place.invite(sari, case, "Dewi")
    (record, change), picture = write(sari, case), SealedPicture()
    box = picture.box(sari, change)
    assert hand_in(place, box) == ["applied"]
    held_by_dewi = found(dewi.sync(), record)
    with writing(place.engine) as session:
        session.execute(delete(Change).where(col(Change.record) == record))
        session.execute(delete(ROWS["visit"]).where(ROWS["visit"].c.id == record))
    place.restore(dewi)
    assert hand_back(dewi, *held_by_dewi) == ["made"]
    stranger = picture.box(place.phone("Eka"), change)
    assert picture.part(place, stranger).json() == WAITS
    assert picture.goes(place, box)["whole"]
    assert get(dewi, record).content == PICTURE


def test_a_strangers_megabytes_are_nothing(place: Place, sari: Phone, dewi: Phone, case: str) -> None:
    """Whatever is wrong with them is one and the same, and costs whoever brings it."""
    (_, change), picture = write(sari, case), SealedPicture()
    box = picture.box(sari, change)
    assert hand_in(place, box) == ["applied"]
    found = envelope(sari, change=change)
    others = signed(dewi, {**words_of(sari, "waiting", change=change), "blobs": [picture.carried]})
    unfit: list[httpx.Response] = [
        picture.part(place, "x.y", 0, picture.bytes[:STEP]),
        picture.part(place, found, 0, picture.bytes[:STEP]),
        picture.part(place, sealed(others, sari.card["server"]["box_key"])),
        picture.part(place, box, row=word(os.urandom(12))),
        picture.part(place, picture.box(sari, {"id": "no change"})),
        picture.part(place, envelope(sari, change=change, blobs=[{**picture.carried, "key": "x"}, 7])),
        picture.part(place, envelope(sari, change=change, blobs=[{**picture.carried, "key": "é" * 43}])),
        picture.part(place, envelope(sari, change=change, blobs=3)),
    ]
    assert {one.json()["answer"] for one in unfit} == {"refused"}
    for one in (
        picture.part(place, box, start=-1),
        picture.part(place, box, iv="short"),
        picture.part(place, box, iv="é" * 16),
    ):
        assert codes(one) == ["envelope-unfit"]
    assert codes(place.http.post("/v1/rescue/blobs", content=picture.bytes)) == ["envelope-unfit"]
    assert (tries(place, RESCUE_ADDRESS, HERE), kept(place)) == (len(unfit) + 4, 0)
    assert picture.part(place, box, 0, bytes(300_000)).status_code == 413
    assert codes(picture.part(place, box, 0, bytes(STEP))) == ["blob-other-type"]
    # Dewi's own change may name the same picture: under her record, never under Sari's.
    assert picture.part(place, picture.box(dewi, change)).json() == WAITS


def test_what_is_not_the_picture_is_gone_and_comes_again(place: Place, sari: Phone, case: str) -> None:
    (record, change), picture = write(sari, case), SealedPicture()
    box = picture.box(sari, change)
    hand_in(place, box)
    picture.part(place, box, 0, picture.bytes[:STEP])
    spoilt = bytes(len(PICTURE) - STEP)
    assert codes(picture.part(place, box, STEP, spoilt)) == ["blob-spoilt"]
    assert kept(place) == 0
    assert picture.goes(place, box)["whole"]
    assert get(sari.sync(), record).content == PICTURE


def test_a_phone_brings_so_many_parts_a_day_and_its_open_doors_stay_open(
    place: Place, sari: Phone, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (record, change), picture = write(sari, case), SealedPicture()
    box = picture.box(sari, change)
    hand_in(place, box)
    monkeypatch.setattr("api.resources.rescue_blobs.RESCUE_PARTS", RESCUE_PARTS._replace(tries=1))
    assert [picture.part(place, box).status_code for _ in range(2)] == [200, 429]
    assert put(sari.sync(), case, record, PICTURE[:STEP]).status_code == 200


def test_a_key_goes_back_with_no_change_that_was_refused(place: Place, sari: Phone, case: str) -> None:
    _, change = write(sari, case)
    picture = SealedPicture()
    assert hand_in(place, picture.box(sari, change, "refused"), envelope(sari, change=change, blobs="?")) == [
        "kept", "applied",
    ]  # fmt: skip
    assert picture.goes(place, picture.box(sari, change, "refused"))["whole"], "its record came another way"
    [back] = returned(place, place.phone("Sari")).values()
    assert (back["change"], "blobs" in back) == (change, False)
    with reading(place.engine) as session:
        assert session.execute(select(func.count(col(BlobPart.record).distinct()))).scalar_one() == 1
