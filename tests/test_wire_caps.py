"""How much a push and a pull may bring, packed and unpacked; what is refused is told in words and stores nothing."""

import gzip

import orjson
import pytest

from api.changes.schemas import BATCH
from api.web.incoming_body import LARGEST
from tests.engines import ON_ONE_ENGINE
from tests.test_wire import Line, results
from tests.test_wire import line as line


def test_a_zipped_push_is_a_push(line: Line) -> None:
    body = line.body(*(line.change() for _ in range(20)))
    assert len(gzip.compress(body)) < len(body)
    assert results(line.zipped(gzip.compress(body))) == ["applied"] * 20
    pull = {**line.phone.ask(follows="0" * 64, limit=50), "cursor": {}}
    assert len(line.zipped(gzip.compress(orjson.dumps(pull)), "pull").json()["told"]) == 21


@pytest.mark.parametrize("path", ["push", "pull"])
@ON_ONE_ENGINE
def test_what_inflates_beyond_the_cap_is_refused_and_never_held(line: Line, path: str) -> None:
    bomb = gzip.compress(b" " * (LARGEST * 50))
    assert len(bomb) < LARGEST / 4
    for answer in (line.zipped(bomb, path), line.send(b" " * (LARGEST + 1), path)):
        assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


@ON_ONE_ENGINE
def test_a_body_may_fill_the_cap(line: Line) -> None:
    body = line.body(line.change())
    full = body + b" " * (LARGEST - len(body))
    assert results(line.send(full)) == ["applied"]
    assert results(line.zipped(gzip.compress(full))) == ["applied"]


@ON_ONE_ENGINE
def test_half_a_zip_or_no_zip_is_refused_in_words_and_stores_nothing(line: Line) -> None:
    whole = gzip.compress(line.body(line.change()))
    broken = bytearray(whole)
    broken[-6] ^= 0xFF
    for body in (whole[:-9], whole[: len(whole) // 2], whole[:3], b"", b"{}", bytes(broken)):
        answer = line.zipped(body)
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid"), body
        assert answer.json()["errors"][0]["detail"].endswith(".")
    assert line.visits() == 0


def test_a_batch_has_an_end(line: Line) -> None:
    answer = line.send(line.body(*(line.change() for _ in range(BATCH + 1))))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/changes")
    assert line.visits() == 0
    assert results(line.send(line.body(*(line.change() for _ in range(BATCH))))) == ["applied"] * BATCH
