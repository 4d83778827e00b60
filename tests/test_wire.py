"""What the wire carries and what it refuses: its shape is pinned to a number, and engines keep what it takes alike."""

from hashlib import sha256
from typing import Any

import httpx
import orjson
import pytest
from pydantic import BaseModel
from sqlmodel import func, select

from api.changes.answer_shapes import PullAnswer, PushAnswer
from api.changes.schemas import PROTOCOL, PROTOCOL_FLOOR, Change, Found, PullAsk, PushAsk
from api.changes.tables import Change as Row
from api.changes.tables import HeldChange
from api.db.engine import reading
from api.ids import new_id
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone

VISIT = {"on": "2026-11-01", "place": "home", "note": "Baik."}

# Every protocol that phones in the field may speak, and the hash of its shapes. What is only widened, so that whatever
# they send is taken and told as before, keeps its number: ids of more papers, more homes, `declined` of what was found.
PROTOCOLS = {1: "0f3f5a0f7d4bfc4aacb1385e9698e9d7"}
ASKED, ANSWERED = (PushAsk, PullAsk, Change, Found), (PushAnswer, PullAnswer)


def shape_of(schema: Any) -> Any:
    """A JSON schema without its words: names, types, bounds and patterns, in no order."""
    if isinstance(schema, dict):
        told = {name: value for name, value in schema.items() if not (name in WORDS and isinstance(value, str))}
        return {name: shape_of(value) for name, value in sorted(told.items())}
    return [shape_of(part) for part in schema] if isinstance(schema, list) else schema


WORDS = ("title", "description")


def wire_hash() -> str:
    """Over all that travels between phone and server."""
    asked: dict[type[BaseModel], Any] = {shape: shape.model_json_schema() for shape in ASKED}
    answered = {shape: shape.model_json_schema(mode="serialization") for shape in ANSWERED}
    shapes = {shape.__name__: shape_of(schema) for shape, schema in {**asked, **answered}.items()}
    return sha256(orjson.dumps(shapes, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


def test_the_wire_keeps_its_shape_or_takes_a_new_number() -> None:
    assert wire_hash() == PROTOCOLS.get(PROTOCOL), (
        f"What travels changed its shape, but phones in the field still speak protocol {PROTOCOL}. Undo the change in"
        " api/changes/schemas.py; or give PROTOCOL (also in the phone's core and tests/phone.py) the next number, and"
        f' write its hash beside it here: PROTOCOLS[{PROTOCOL + 1}] = "{wire_hash()}".'
    )


def test_protocols_never_share_a_shape_and_the_newest_is_spoken() -> None:
    assert len(set(PROTOCOLS.values())) == len(PROTOCOLS)
    assert list(PROTOCOLS) == list(range(PROTOCOL_FLOOR, PROTOCOL + 1))


class Line:
    """Raw bytes to the push, as a broken phone or a stranger would send them."""

    def __init__(self, place: Place, phone: Phone, client: str) -> None:
        self.place, self.phone, self.client = place, phone, client

    def change(self, **fields: Any) -> dict[str, Any]:
        """A visit, written into the outbox of nobody."""
        made = {"id": new_id(), "kind": "visit", "record": new_id(), "feed": self.client, "at": "2026-11-01T08:00:00Z"}
        return {**made, "set": VISIT, **fields}

    def body(self, *changes: Any) -> bytes:
        return orjson.dumps(self.phone.ask(changes=list(changes)))

    def send(self, body: bytes, path: str = "push", **headers: str) -> httpx.Response:
        more = {"Content-Type": "application/json", **headers, **self.phone.headers}
        return self.place.http.post(f"/v1/sync/{path}", content=body, headers=more)

    def zipped(self, body: bytes, path: str = "push") -> httpx.Response:
        return self.send(body, path, **{"Content-Encoding": "gzip"})

    def visits(self) -> int:
        """How many the server holds."""
        with reading(self.place.engine) as session:
            return session.exec(select(func.count()).select_from(Row).where(Row.kind == "visit")).one()


@pytest.fixture
def line(place: Place, sari: Phone, client_of: Any) -> Line:
    return Line(place, sari, client_of(sari))


def results(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [result["answer"] for result in answer.json()["results"]]


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


# What a value may look like on the wire and cannot be kept alike on both engines.
UNSOUND = {
    "NUL": rb'"a\u0000b"',
    "a lone surrogate": rb'"a\ud83d"',
    "a lone low surrogate": rb'"\udc00"',
    "NaN": b"NaN",
    "infinity": b"-Infinity",
    "a number without end": b"1e999",
    "beyond 2^53": b"9007199254740993",
    "beyond -2^53": b"-9007199254740993",
    "beyond 64 bits": b"36893488147419103232",
    "nine deep": nested(9),
    "three hundred deep": nested(300),
}


def middle_of_three(line: Line, change: Any, hole: bytes, filling: bytes) -> str:
    """What becomes of a change with something unsound in it, if both beside it are applied; else what went wrong."""
    body = line.body(line.change(), change, line.change())
    answer = line.send(body.replace(hole, filling))
    if answer.status_code != 200:
        return f"all three: {answer.status_code}"
    first, middle, last = answer.json()["results"]
    if [first["answer"], last["answer"]] != ["applied", "applied"]:
        return "moved another"
    pointers = {error["pointer"] for error in middle.get("problem", {}).get("errors", [])}
    return " ".join([middle["answer"], *sorted(pointers)])


def test_what_cannot_be_kept_is_refused_at_its_place_and_moves_no_other(line: Line) -> None:
    became = {
        name: middle_of_three(line, line.change(set={**VISIT, "note": "HERE"}), b'"HERE"', value)
        for name, value in UNSOUND.items()
    }
    wrong = {name: what for name, what in became.items() if not what.startswith("refused /set/note")}
    assert not wrong, wrong
    assert line.visits() == 2 * len(UNSOUND)


def test_nor_does_what_its_author_saw_move_another(line: Line) -> None:
    """`was` is kept in the history, beside what was set."""
    record = new_id()
    assert results(line.send(line.body(line.change(record=record)))) == ["applied"]
    sets = {"note": "Lain.", "amended_because": "Salah."}
    became = {
        name: middle_of_three(line, line.change(record=record, set=sets, was={"note": "HERE"}), b'"HERE"', value)
        for name, value in UNSOUND.items()
    }
    wrong = {name: what for name, what in became.items() if what.split(" ")[0] not in ("refused", "merged")}
    assert not wrong, wrong


def test_nor_does_any_other_place_of_a_change(line: Line) -> None:
    became = {}
    for place in ("at", "kind", "id", "instead_of", "answers", "unknown"):
        for unsound in (rb"2026-11-01T08:00:00Z\u0000", rb"2026-11-01T08:00:00Z\ud83d"):
            change = line.change(**{place: ["HERE"] if place == "answers" else "HERE"})
            became[f"{place} {unsound[-6:].decode()}"] = middle_of_three(line, change, b"HERE", unsound)
    wrong = {name: what for name, what in became.items() if not what.startswith("refused")}
    assert not wrong, wrong


def test_nor_does_what_a_phone_hands_in_after_a_restore(line: Line) -> None:
    line.place.restore(line.phone)
    found = {"kind": "visit", "feed": line.client, "by": line.place.people["Sari"], "at": "2026-11-01T08:00:00Z"}
    became = {}
    for name, value in {**UNSOUND, "NUL in its time": b"NUL"}.items():
        three = [{**found, "record": new_id(), "body": VISIT} for _ in range(3)]
        three[1] |= {"at": "2026-11-01T08:00:00Z\0"} if value == b"NUL" else {"body": {**VISIT, "note": "HERE"}}
        answer = line.send(orjson.dumps(line.phone.ask(changes=[], found=three)).replace(b'"HERE"', value))
        became[name] = [one["answer"] for one in answer.json().get("found", [])] or answer.status_code
    wrong = {name: what for name, what in became.items() if what != ["made", "refused", "made"]}
    assert not wrong, wrong


def test_over_rest_it_is_refused_with_a_pointer(line: Line) -> None:
    became = {}
    for name, value in UNSOUND.items():
        body = orjson.dumps({"client": line.client, **VISIT, "note": "HERE"}).replace(b'"HERE"', value)
        headers = {**line.phone.headers, "Idempotency-Key": new_id(), "Content-Type": "application/json"}
        became[name] = line.place.http.post("/v1/visits", content=body, headers=headers).status_code
    wrong = {name: what for name, what in became.items() if what != 422}
    assert not wrong, wrong
    assert line.visits() == 0


@pytest.mark.parametrize("value", [nested(2000), b'{"a":' * 2000 + b"1" + b"}" * 2000], ids=["lists", "objects"])
@ON_ONE_ENGINE
def test_what_no_parser_follows_to_its_end_is_refused_in_words(line: Line, value: bytes) -> None:
    answer = line.send(line.body(line.change(set={**VISIT, "note": "HERE"})).replace(b'"HERE"', value))
    assert answer.status_code in (200, 422), answer.text
    assert answer.status_code == 422 or results(answer) == ["refused"]
    assert line.visits() == 0


def test_what_can_be_kept_comes_back_as_it_was(line: Line) -> None:
    kept = {new_id(): text for text in ("🙂 \u2028", "\x7f\x01", "e\u0301 \u00e9", "<b>", "\ufffe", "'; --", "\\u0000")}
    body = line.body(*(line.change(record=record, set={**VISIT, "note": text}) for record, text in kept.items()))
    assert results(line.send(body)) == ["applied"] * len(kept)
    told = line.phone.sync().told
    assert {record: told[record]["body"]["note"] for record in kept} == kept


def test_the_copy_of_what_was_refused_is_kept_too(line: Line) -> None:
    results(line.send(line.body(line.change(set={**VISIT, "note": "a\0b"}))))
    with reading(line.place.engine) as session:
        assert session.exec(select(HeldChange)).one().answer == "refused"
