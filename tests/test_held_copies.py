"""What the server holds can always be read again, and what no place can keep is refused at its own."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import select

from api.changes.held import fields_of, move_copies
from api.changes.tables import Feed, Follow, HeldChange
from api.db.engine import reading, writing
from api.ids import new_id
from tests.conftest import Place
from tests.test_sync import VISIT
from tests.test_wire import Line, line, nested, results

__all__ = ["line"]
ODD = {
    "NaN": b'{"note":NaN}',
    "half an emoji": rb'{"note":"a\ud83d"}',
    "half an emoji in a name": rb'{"a\ud83d":1}',
    "NUL in a name": rb'{"a\u0000b":1}',
    "a list": b"[1]",
    "a text": b'"x"',
    "400 digits": b'{"note":' + b"9" * 400 + b"}",
    "a nest of 900": b'{"note":' + nested(900) + b"}",
    "a nest of 1,000": b'{"note":' + nested(1000) + b"}",
    "a nest of 3,000": b'{"note":' + nested(3000) + b"}",
    "a name without end": b'{"' + b"x" * 100_000 + b'":1}',
}
MOMENTS = ("2026-99-99T99:99:99Z", "2026-02-30T00:00:00Z", "2026-11-01T24:00:00Z", "2026-11-01T00:00:60Z")
MOMENTS += ("0000-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "٢٠٢٦-١١-٠١T٠٠:٠٠:٠٠Z", "2026-11-01T00:00:00+24:00")


@pytest.mark.parametrize("what", ODD)
def test_a_copy_that_cannot_be_read_hides_no_other(line: Line, what: str) -> None:
    place, http = line.place, line.place.http
    ratna = place.phone("Ratna", role="coordinator").headers
    good = line.change(set={**VISIT, "place": "moon"})
    body = line.body(line.change(), line.change(set="HERE"), good).replace(b'"HERE"', ODD[what])
    assert results(line.send(body)) == ["applied", "refused", "refused"]
    held = http.get("/v1/refusals", headers=ratna)
    assert held.status_code == 200, held.text
    assert good["id"] in [one["id"] for one in held.json()]
    for one in held.json():
        taken = http.post(f"/v1/refusals/{one['id']}/take", headers=ratna)
        assert (taken.status_code, taken.json()["type"]) == (422, "/problems/invalid")
        no = http.post(f"/v1/refusals/{one['id']}/decline", json={"reason": "Rusak."}, headers=ratna)
        assert no.status_code == 200, no.text
    assert http.get("/v1/refusals", headers=ratna).json() == []


@pytest.mark.parametrize("at", MOMENTS)
def test_a_moment_is_one_of_the_calendar(line: Line, at: str) -> None:
    answer = line.send(line.body(line.change(), line.change(at=at), line.change()))
    assert results(answer) == ["applied", "refused", "applied"]
    assert answer.json()["results"][1]["problem"]["errors"][0]["pointer"] == "/at"
    line.place.restore(line.phone)
    found = {"kind": "visit", "record": new_id(), "feed": line.client, "body": VISIT, "by": new_id(), "at": at}
    answer = line.phone.post("/v1/sync/push", line.phone.ask(changes=[], found=[found]))
    assert [one["answer"] for one in answer["found"]] == ["refused"]


@pytest.mark.parametrize("at", ["2026-11-01T08:00:00.123456789+07:00", "2024-02-29T23:59:59Z"])
def test_any_moment_that_exists_is_taken(line: Line, at: str) -> None:
    assert results(line.send(line.body(line.change(at=at)))) == ["applied"]


def test_a_name_inside_a_value_is_looked_at_like_the_value(line: Line) -> None:
    answer = line.send(line.body(line.change(set={**VISIT, "of_a_newer_app": {"a\0b": 1}})))
    assert results(answer) == ["refused"]
    assert answer.json()["results"][0]["problem"]["errors"][0]["code"] == "text-not-storable"


def test_ten_first_writes_of_a_unit_at_once_are_all_taken(place: Place) -> None:
    phones = [place.phone("Citra", "C") for _ in range(10)]
    for phone in phones:
        phone.save("client", {"code": "7Q4MK2H", "alias": "Mas Wahyu", "status": "registered"})
    with ThreadPoolExecutor(10) as all_at_once:
        answers: list[Any] = list(all_at_once.map(lambda phone: phone.push(), phones))
    assert [answer["results"][0]["answer"] for answer in answers] == ["applied"] * 10
    assert sorted(answer["results"][0]["n"] for answer in answers) == list(range(1, 11))


def test_a_copy_goes_to_another_unit_with_its_own_case_alone(place: Place) -> None:
    home, other, moved = (place.units[name] for name in ("A", "B", "C"))
    case, another, hers, strangers, of_the_twin = (new_id() for _ in range(5))
    now, copies = place.clock(), dict[str, str]()
    with writing(place.engine) as session:
        for where, name in ((home, case), (home, another), (other, case)):
            session.add(Feed(home=where, id=name, unit=home, opened_by=hers, opened_at=now))
        session.flush()
        for where, name, agent in ((home, case, hers), (home, another, hers), (other, case, of_the_twin)):
            session.add(Follow(home=where, feed=name, agent=agent, since=now))
        for where, feed, by, unit, after in (
            (home, case, hers, home, moved), (home, case, strangers, home, home), (home, case, of_the_twin, home, home),
            (home, case, hers, other, other), (home, another, hers, home, home), (other, case, hers, home, home),
        ):  # fmt: skip
            told = {"kind": "visit", "record": new_id(), "received_at": now, "answer": "waiting"}
            copy = HeldChange(home=where, id=new_id(), unit=unit, feed=feed, by=by, change="[]", content="", problem="",
                              **told)  # fmt: skip
            session.add(copy)
            copies[copy.id] = after
        session.flush()
        move_copies(session, session.get_one(Feed, (home, case)), moved)
    with reading(place.engine) as session:
        kept = session.exec(select(HeldChange)).all()
        assert {one.id: one.unit for one in kept} == copies
        assert [fields_of(one) for one in kept] == [{}] * len(kept), "what was sent was no change at all"
