"""A phone that was enrolled without the door is one that came through it: the same rows, the same on the phone."""

import json
import re
from datetime import datetime
from typing import Any

from sqlmodel import select

from api.db.engine import reading
from api.ids import is_id
from api.tables import METADATA
from tests.conftest import Place
from tests.phone import Phone

COUNTED = "throttle"  # tries are counted at the door alone
BY_CHANCE = ("beginning", "fingerprint")
SHAPES = (
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z", "time"),
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id"),
    (r"[0-9a-f]{8}\.[0-9a-f]{24}\.", "nonce."),
    (r"[0-9a-f]{24,64}", "hex"),
    (r"(?<![\w-])[\w-]{43}(?![\w-])", "key"),
    (r"[\w-]+\.[\w-]{40,}\.[\w-]+", "token"),
    (r"(R-\d{10})[A-C]?-", r"\1-"),  # which of its village's units it is, by the ids' order
    (r"Sari", "Dewi"),
)


def shape(value: Any, name: str = "") -> Any:
    """What is there by chance or by the hour, by its shape alone."""
    if isinstance(value, dict) and any(is_id(key) for key in value):
        return sorted(repr(shape(part)) for part in value.values())
    if isinstance(value, dict):
        return {name: shape(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [shape(part) for part in value]
    if isinstance(value, datetime) or name in BY_CHANCE or (isinstance(value, int) and value > 10**9):
        return type(value).__name__
    if isinstance(value, str):
        for written, word in SHAPES:
            value = re.sub(written, word, value)
    return value


def rows(place: Place) -> dict[str, list[str]]:
    """{table: its rows}, but for the throttles."""
    with reading(place.engine) as session:
        return {
            name: sorted(repr(shape(dict(row._mapping))) for row in session.execute(select(table)))
            for name, table in METADATA.tables.items()
            if name != COUNTED
        }


def left_by(place: Place, before: dict[str, list[str]]) -> dict[str, list[str]]:
    """{table: the rows it has more than before}."""
    more = {name: list(now) for name, now in rows(place).items()}
    for name, was in before.items():
        for row in was:
            more[name].remove(row)
    return {name: left for name, left in more.items() if left}


def by_door(place: Place, name: str) -> Phone:
    place.person(name)
    return Phone(place.http, place.code(name)).enrol()


def held(phone: Phone) -> Any:
    """What the phone knows afterwards."""
    known = {name: value for name, value in vars(phone).items() if name not in ("http", "code", "sign_key", "box_key")}
    return shape(json.loads(json.dumps(known)))


def test_both_ways_leave_the_same_rows_and_the_same_phone(place: Place) -> None:
    place.phone("Eka")  # the first makes the epoch
    before = rows(place)
    came = by_door(place, "Sari")
    by_the_door, between = left_by(place, before), rows(place)
    quick = place.phone("Dewi")
    assert left_by(place, between) == by_the_door
    assert {"person", "membership", "enrolment", "enrolment_code", "used_nonce"} <= set(by_the_door)
    assert held(quick) == held(came)


def test_it_goes_on_like_any_other(place: Place) -> None:
    phone = place.phone("Sari")
    record = phone.save("client", {"code": "7Q4MK2H", "alias": "Mas Wahyu", "status": "registered"})
    assert record in phone.sync().told
    assert phone.sign_in().gen == 2
    assert record in phone.sync().told
