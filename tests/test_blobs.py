"""Pictures and recordings: named by a record, sent in parts, whole or not at all, and gone with what named them."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import httpx
import pytest
from sqlmodel import func, select

from api.changes.blobs import UNFINISHED_DAYS, BlobPart
from api.db.engine import reading
from api.identity.rate_limits import BLOB_PARTS
from api.ids import new_id
from api.records.blob_bytes import HEAD
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_returning import found, hand_in
from tests.test_sync_people import end_follow

PICTURE = b"RIFF\x20\x00\x00\x00WEBPVP8 " + bytes(range(256)) * 4
PLACE = b"RIFF\x20\x00\x00\x00WEBPEXIF\x04\x00\x00\x00here"
VOICE = b"OggS" + bytes(500)


def named(content: bytes, media: str = "image/webp", **more: Any) -> dict[str, Any]:
    return {"sha256": sha256(content).hexdigest(), "type": media, "size": len(content), **more}


def agree(phone: Phone, client: str, act: str = "given", layers: tuple[str, ...] = ("contact", "media")) -> str:
    body = {**BODIES["consent"], "layers": list(layers)} if act == "given" else {"layers": list(layers)}
    return phone.save("consent", {**body, "act": act, "on": BODIES["consent"]["on"]}, feed=client)


def agreed(phone: Phone, client: str) -> str:
    """She may be photographed and recorded, and the server knows it."""
    agree(phone, client)
    phone.sync()
    return client


def visit(phone: Phone, client: str, content: bytes = PICTURE) -> str:
    record = phone.save("visit", {**BODIES["visit"], "photo": named(content)}, feed=client)
    phone.sync()
    assert not phone.refused, phone.refused
    return record


def put(
    phone: Phone, client: str, record: str, content: bytes = PICTURE, start: int = 0, name: bytes | None = None
) -> httpx.Response:
    address = f"/v1/blobs/{sha256(PICTURE if name is None else name).hexdigest()}"
    query: dict[str, Any] = {"client": client, "record": record, "start": start}
    media = {"Content-Type": "application/octet-stream"}
    return phone.http.put(address, params=query, content=content, headers={**phone.headers, **media})


def came(answer: httpx.Response) -> dict[str, Any]:
    return {name: answer.json()[name] for name in ("received", "whole")}


def get(phone: Phone, record: str, content: bytes = PICTURE) -> httpx.Response:
    address = f"/v1/blobs/{sha256(content).hexdigest()}"
    return phone.http.get(address, params={"record": record}, headers=phone.headers)


def kept(place: Place) -> int:
    with reading(place.engine) as session:
        return session.exec(select(func.count()).select_from(BlobPart)).one()


def codes(answer: httpx.Response) -> list[str]:
    """Of the body as a whole."""
    assert {one["pointer"] for one in answer.json()["errors"]} == {""}
    return [one["code"] for one in answer.json()["errors"]]


@pytest.fixture
def case(sari: Phone, client_of: Any) -> str:
    return agreed(sari, client_of(sari))


def test_a_picture_travels_in_parts_that_go_on_where_they_ended(sari: Phone, case: str) -> None:
    record = visit(sari, case)
    assert get(sari, record).json()["code"] == "blob-not-here"
    assert came(put(sari, case, record, b"")) == {"received": 0, "whole": False}
    assert came(put(sari, case, record, PICTURE[:400])) == {"received": 400, "whole": False}
    assert get(sari, record).status_code == 404, "half of it is nothing"
    assert put(sari, case, record, PICTURE[:400]).json()["received"] == 400, "a lost answer"
    apart = put(sari, case, record, PICTURE[500:], 500)
    told = [apart.json()[name] for name in ("status", "code", "reason", "received")]
    assert told == [409, "blob-part-apart", "apart", 400]
    assert came(put(sari, case, record, b"", 0)) == {"received": 400, "whole": False}
    assert came(put(sari, case, record, PICTURE[400:], 400)) == {"received": len(PICTURE), "whole": True}
    assert came(put(sari, case, record, PICTURE)) == {"received": len(PICTURE), "whole": True}
    answer = get(sari, record)
    assert answer.content == PICTURE
    assert answer.headers["Content-Disposition"] == "attachment"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_is_not_what_its_record_names_is_not_kept(place: Place, sari: Phone, case: str) -> None:
    record = visit(sari, case)
    assert codes(put(sari, case, record, b"GIF89a" + PICTURE[6:])) == ["blob-other-type"]
    assert codes(put(sari, case, record, b"RIFF")) == ["blob-other-type"]
    assert codes(put(sari, case, record, PICTURE + b"more")) == ["blob-too-long"]
    assert put(sari, case, record, bytes(128 * 1024 + 1)).status_code == 413
    assert put(sari, case, record, PICTURE[:HEAD]).status_code == 200, "as much as tells its type"
    assert codes(put(sari, case, record, bytes(len(PICTURE) - HEAD), HEAD)) == ["blob-spoilt"]
    assert kept(place) == 0
    assert put(sari, case, record).json()["whole"], "sent again from the beginning"


def test_a_picture_that_says_where_it_was_taken_is_not_kept(place: Place, sari: Phone, case: str) -> None:
    record = visit(sari, case, PLACE)
    assert codes(put(sari, case, record, PLACE, name=PLACE)) == ["blob-spoilt"]
    assert kept(place) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "image/gif"}, {"type": "audio/ogg"}, {"size": 300_001}, {"size": 0}, {"sha256": "A" * 64},
        {"sha256": "a" * 63}, {"name": "x"},
    ],
)  # fmt: skip
@ON_ONE_ENGINE
def test_a_record_names_only_what_could_be_kept(sari: Phone, case: str, wrong: dict[str, Any]) -> None:
    sari.save("visit", {**BODIES["visit"], "photo": {**named(PICTURE), **wrong}}, feed=case)
    sari.push()
    [(_, result)] = sari.refused
    assert [one["pointer"] for one in result["problem"]["errors"]] == [f"/set/photo/{next(iter(wrong))}"]


def test_an_edit_of_something_else_leaves_it(sari: Phone, case: str) -> None:
    record = visit(sari, case)
    put(sari, case, record)
    sari.save("visit", {"note": "Lain.", "amended_because": "Salah tulis."}, record=record)
    agree(sari, case, "withdrawn", ("contact",))
    sari.sync()
    assert get(sari, record).content == PICTURE


def test_the_same_picture_under_another_record_is_unknown_to_it(place: Place, sari: Phone, client_of: Any) -> None:
    """Nobody learns from an answer that somebody else has it."""
    first, second = client_of(sari), client_of(sari, "Mbak Rini")
    for client in (first, second):
        agree(sari, client)
    one, two = visit(sari, first), visit(sari, second)
    put(sari, first, one)
    assert came(put(sari, second, two, b"")) == {"received": 0, "whole": False}
    assert get(sari, two).status_code == 404
    assert put(sari, first, two).status_code == put(sari, second, one).status_code == 404
    assert put(sari, second, new_id()).json()["code"] == "no-such-record"
    assert kept(place) == 1


def test_only_who_wrote_it_sends_it_and_also_after_she_handed_the_case_over(
    place: Place, sari: Phone, dewi: Phone, case: str
) -> None:
    place.invite(sari, case, "Dewi")
    dewi.sync()
    record, late = visit(sari, case), visit(dewi, case)
    assert put(dewi, case, record).json()["code"] == "blob-not-yours"
    assert put(sari, case, record).json()["whole"]
    assert get(dewi, record).content == PICTURE
    end_follow(place, sari, case, "Dewi", "handed_over")
    assert put(dewi, case, late).json()["whole"]
    assert get(sari, late).content == PICTURE
    assert get(dewi, late).status_code == get(dewi, record).status_code == 404
    assert put(dewi, case, record).json()["code"] == "no-such-record", "what others wrote is not hers to know"


def test_of_what_a_colleague_brought_back_its_author_sends_the_picture(
    place: Place, sari: Phone, dewi: Phone, case: str
) -> None:
    place.invite(sari, case, "Dewi")
    record, lost = visit(sari, case), new_id()
    dewi.sync()
    place.restore(dewi)
    assert hand_in(dewi, *found(dewi, record, record=lost)) == ["made"]
    assert put(sari, case, lost).json()["whole"], "though it stands there as her colleague's"
    assert get(dewi, lost).content == PICTURE


def test_who_was_sent_away_sends_nothing_more(place: Place, sari: Phone, dewi: Phone, case: str) -> None:
    place.invite(sari, case, "Dewi")
    dewi.sync()
    late = visit(dewi, case)
    place.person("Ratna", role="coordinator")
    end_follow(place, place.phone("Ratna"), case, "Dewi", "revoked")
    assert put(dewi, case, late).json()["code"] == "no-such-record"


def test_a_person_sends_no_more_in_a_day_than_a_day_can_need(sari: Phone, case: str, monkeypatch: Any) -> None:
    record = visit(sari, case)
    monkeypatch.setattr("api.resources.blobs.BLOB_PARTS", BLOB_PARTS._replace(tries=2))
    assert [put(sari, case, record, b"").status_code for _ in range(3)] == [200, 200, 429]


def test_what_was_begun_and_never_finished_is_swept(place: Place, sari: Phone, case: str) -> None:
    begun, whole = visit(sari, case), visit(sari, case)
    put(sari, case, begun, PICTURE[:400])
    put(sari, case, whole)
    place.clock.ahead = timedelta(days=UNFINISHED_DAYS + 1)
    sari.token = place.headers("Sari")["Authorization"].removeprefix("Bearer ")
    put(sari, case, whole)
    assert kept(place) == 1
    assert get(sari, whole).content == PICTURE
