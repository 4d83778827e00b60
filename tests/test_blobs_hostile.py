"""What bad luck and a hostile hand do to pictures: nothing whole is swept, and nothing unproven counts as whole."""

from datetime import timedelta
from typing import Any

import pytest

from api.changes.blobs import UNFINISHED_DAYS
from api.db.engine import writing
from api.identity.people import Person
from api.identity.roles import add_role, end_role
from api.identity.server_epoch import epoch_state
from api.records.blob_bytes import tells_origin
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_blobs import PICTURE, PLACE, VOICE, agreed, came, get, kept, named, put


@pytest.fixture
def case(sari: Phone, client_of: Any) -> str:
    return agreed(sari, client_of(sari))


def test_a_picture_stays_beside_a_recording_that_never_came_whole(place: Place, sari: Phone, case: str) -> None:
    both = {"photo": named(PICTURE), "voice": named(VOICE, "audio/ogg", seconds=3)}
    record = sari.save("visit", {**BODIES["visit"], **both}, feed=case)
    sari.sync()
    assert put(sari, case, record).json()["whole"]
    assert not put(sari, case, record, VOICE[:100], name=VOICE).json()["whole"]
    place.clock.ahead = timedelta(days=UNFINISHED_DAYS + 1)
    sari.token = place.headers("Sari")["Authorization"].removeprefix("Bearer ")
    assert put(sari, case, record, b"").json()["whole"]
    put(sari, case, record, b"")
    assert kept(place) == 1
    assert get(sari, record).content == PICTURE


@ON_ONE_ENGINE
def test_who_accompanies_no_more_sends_nothing_in_another_role(place: Place, sari: Phone, case: str) -> None:
    """Her follows of cases stay when her role ends: they count in that role alone."""
    record = sari.save("visit", {**BODIES["visit"], "photo": named(PICTURE)}, feed=case)
    sari.sync()
    with writing(place.engine) as session:
        person = session.get_one(Person, place.people["Sari"])
        add_role(session, person, "district", area="33.22", now=place.clock())
        end_role(session, person, "agent", None, now=place.clock())
    assert put(sari, case, record).json().get("code") == "no-such-record"
    assert kept(place) == 0


def test_a_part_is_never_the_whole_because_the_record_says_so_later(place: Place, sari: Phone, case: str) -> None:
    """Else bytes that nobody compared with their hash, or a picture with its place, would be read as the picture."""
    content = PLACE + PICTURE
    record = sari.save("visit", {**BODIES["visit"], "photo": named(content)}, feed=case)
    sari.sync()
    assert put(sari, case, record, PLACE, name=content).json()["received"] == len(PLACE)
    shorter = {**named(content), "size": len(PLACE)}
    sari.save("visit", {"photo": shorter, "amended_because": "Salah ukuran."}, record=record)
    sari.sync()
    assert not sari.refused, sari.refused
    assert came(put(sari, case, record, b"", name=content)) == {"received": 0, "whole": False}
    assert get(sari, record, content).status_code == 404
    assert kept(place) == 0


def test_an_answer_names_the_backup_that_a_picture_has_to_wait_for(place: Place, sari: Phone, case: str) -> None:
    """What takes an hour to send would else be stamped with what was heard before it, and leave the phone too soon."""
    record = sari.save("visit", {**BODIES["visit"], "photo": named(PICTURE)}, feed=case)
    sari.sync()
    with writing(place.engine) as session:
        epoch_state(session).started = 7
    told = put(sari, case, record).json()
    assert (told["whole"], told["started"]) == (True, 7)


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2) + content


PLAIN = (segment(0xE0, b"JFIF\0" + bytes(9)), segment(0xDB, bytes(65)), segment(0xDA, bytes(10)))
TAKEN = segment(0xE1, b"Exif\0\0here")
SCAN, ANOTHER_SCAN, END = b"\x12\xff\x00\xff\xd0\x34", segment(0xDA, bytes(10)), b"\xff\xd9"
IPTC = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0"


@pytest.mark.parametrize(
    ("parts", "tells"),
    [
        ((*PLAIN, SCAN, END), False),
        ((segment(0xED, IPTC + b"\0\0"), *PLAIN, SCAN, END), False),
        ((TAKEN, *PLAIN, SCAN, END), True),
        ((b"\xff\xff\xff", TAKEN, *PLAIN, SCAN, END), True),
        ((PLAIN[0], b"\xff", *PLAIN[1:], SCAN, TAKEN, ANOTHER_SCAN, SCAN, END), True),
        ((*PLAIN, SCAN, END, b"\xff\xd8", TAKEN), True),
        ((segment(0xED, IPTC + b"\0\x04here"), *PLAIN, SCAN, END), True),
    ],
    ids=["plain", "an empty note of an editor", "in front", "behind fill bytes", "between scans", "behind the end",
         "IPTC"],
)  # fmt: skip
def test_a_jpeg_that_says_where_it_was_taken_is_known_by_whatever_it_hides_behind(
    parts: tuple[bytes, ...], tells: bool
) -> None:
    assert tells_origin(b"\xff\xd8" + b"".join(parts)) is tells
