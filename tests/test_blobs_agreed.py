"""What a client agrees to decides whether there is a picture or recording of her, and takes it away again."""

from typing import Any

import pytest
from sqlmodel import col, select, update

from api.changes.blobs import BlobKey, BlobPart, WrittenRecord, drop_unnamed, erase_blobs, written_record
from api.changes.erasure import erase_case
from api.changes.feeds import lock_home
from api.changes.tables import Change, Feed
from api.db.engine import reading, writing
from tests.conftest import Place
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_blobs import PICTURE, VOICE, agree, agreed, get, kept, named, put, visit


@pytest.fixture
def case(sari: Phone, client_of: Any) -> str:
    return agreed(sari, client_of(sari))


@pytest.mark.parametrize("acts", [[], [("given", ("contact",))], [("given", ("media",)), ("withdrawn", ("media",))]])
def test_without_a_yes_nothing_is_named(sari: Phone, client_of: Any, acts: list[Any]) -> None:
    client = client_of(sari)
    for act, layers in acts:
        agree(sari, client, act, layers)
    for name in ("photo", "voice"):
        photo = named(PICTURE) if name == "photo" else named(VOICE, "audio/ogg", seconds=3)
        sari.save("visit", {**BODIES["visit"], name: photo}, feed=client)
    sari.push()
    faults = [one for _, result in sari.refused for one in result["problem"]["errors"]]
    assert [(one["pointer"], one["code"]) for one in faults] == [
        ("/set/photo", "media-not-agreed"), ("/set/voice", "media-not-agreed"),
    ]  # fmt: skip


def test_a_yes_is_recorded_without_the_layer_of_recordings_and_where_it_is_the_evidence(
    sari: Phone, client_of: Any
) -> None:
    client = client_of(sari)
    voice = named(VOICE, "audio/ogg", seconds=4)
    body = {**BODIES["consent"], "layers": ["contact"], "evidence": "recording", "recording": voice}
    record = sari.save("consent", body, feed=client)
    sari.save("consent", {**body, "evidence": "witness"}, feed=client)
    sari.sync()
    assert [result["problem"]["errors"][0]["code"] for _, result in sari.refused] == ["recording-of-nothing"]
    assert put(sari, client, record, VOICE, name=VOICE).json()["whole"]
    agree(sari, client, "given", ("media",))
    agree(sari, client, "withdrawn", ("media",))
    sari.sync()
    assert get(sari, record, VOICE).content == VOICE, "the law asks for it as long as the act stands"
    sari.save("consent", {"voided_because": "Salah klien."}, record=record)
    sari.sync()
    assert get(sari, record, VOICE).status_code == 404


def withdraw(sari: Phone, case: str, _record: str) -> None:
    agree(sari, case, "withdrawn", ("media",))


def take_the_yes_back(sari: Phone, case: str, _record: str) -> None:
    [act] = [name for name, body in sari.records("consent").items() if "media" in body["layers"]]
    sari.save("consent", {"voided_because": "Salah klien."}, record=act)


def correct_the_yes(sari: Phone, _case: str, _record: str) -> None:
    [act] = [name for name, body in sari.records("consent").items() if "media" in body["layers"]]
    sari.save("consent", {"layers": ["contact"], "amended_because": "Bukan foto."}, record=act)


def clear(sari: Phone, _case: str, record: str) -> None:
    sari.save("visit", {"photo": None, "amended_because": "Salah foto."}, record=record)


def replace(sari: Phone, _case: str, record: str) -> None:
    sari.save("visit", {"photo": named(PICTURE + b"."), "amended_because": "Salah foto."}, record=record)


def take_back(sari: Phone, _case: str, record: str) -> None:
    sari.save("visit", {"voided_because": "Salah klien."}, record=record)


OF_ALL = (withdraw, take_the_yes_back, correct_the_yes)
DEEDS = (*OF_ALL, clear, replace, take_back)


@pytest.mark.parametrize("deed", DEEDS)
def test_bytes_go_with_what_named_them_and_no_others_do(place: Place, sari: Phone, case: str, deed: Any) -> None:
    record, other = visit(sari, case), visit(sari, case)
    put(sari, case, record)
    put(sari, case, other)
    deed(sari, case, record)
    sari.sync()
    assert not sari.refused, sari.refused
    assert get(sari, record).status_code == 404
    assert put(sari, case, record).status_code in (404, 409)
    assert (kept(place), get(sari, other).status_code) == ((0, 404) if deed in OF_ALL else (1, 200))


def test_an_erased_case_keeps_no_bytes(place: Place, sari: Phone, dewi: Phone, client_of: Any) -> None:
    clients = [client_of(sari), client_of(sari, "Mbak Rini")]
    for client in clients:
        agree(sari, client)
        put(sari, client, record := visit(sari, client))
    with writing(place.engine) as session:
        locked = lock_home(session, place.units["A"])
        erase_case(session, locked, session.get_one(Feed, (locked.home, clients[1])), place.clock())
    assert kept(place) == 1
    with reading(place.engine) as session:
        key = BlobKey(locked.home, record, str(named(PICTURE)["sha256"]))
        left = [written_record(session, clients[1], key, place.people[name]) for name in ("Sari", "Dewi")]
    assert left == [WrittenRecord("visit", None, mine, handed_back=False) for mine in (True, False)], (
        "whose it was is still known"
    )


def test_bytes_go_with_an_erased_record_whatever_another_home_has_under_its_id(
    place: Place, sari: Phone, case: str
) -> None:
    record = visit(sari, case)
    put(sari, case, record)
    with writing(place.engine) as session:
        feed = session.exec(select(Feed).where(Feed.id == case)).one()
        made, part = (
            session.exec(select(Change).where(Change.record == record)).one(),
            session.exec(select(BlobPart)).one(),
        )
        session.add(Feed(**{**feed.model_dump(), "home": (elsewhere := place.units["B"])}))
        session.flush()
        session.add_all(type(row)(**{**row.model_dump(), "home": elsewhere}) for row in (made, part))
        session.execute(update(Change).where(col(Change.home) == feed.home).values(body=None))
        drop_unnamed(session, feed.home, records=[record])
        erase_blobs(session, feed.home, case)
        assert [one.home for one in session.exec(select(BlobPart)).all()] == [elsewhere]
