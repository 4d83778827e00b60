"""A body that no parser reads whole is read apart, in a time that grows with its length and no faster."""

from contextlib import suppress
from time import process_time

import pytest

from api.web.partial_json import read_apart

ENDLESS = {
    "a text never closed": (b'{"changes":["', b'\\"', b"]}"),
    "texts, the last never closed": (b'{"changes":["', b'","', b"]}"),
    "brackets never closed": (b'{"changes":[', b"[", b"}"),
    "commas": (b'{"changes":[', b",", b"]}"),
    "commas below": (b'{"changes":[[', b",", b"]]}"),
    "members": (b"{", b'"changes":[],', b'"x":?}'),
    "backslashes": (b'{"changes":["', b"\\", b'"]}'),
}


def cost(raw: bytes) -> float:
    """Seconds of computing, whatever comes of it; the least of three."""
    spent = []
    for _ in range(3):
        began = process_time()
        with suppress(ValueError):
            read_apart(raw)
        spent.append(process_time() - began)
    return min(spent)


@pytest.mark.whole
@pytest.mark.parametrize("name", ENDLESS)
def test_ten_times_the_length_costs_about_ten_times_as_much(name: str) -> None:
    """A hundred times is what it cost when each quote was tried to the end anew."""
    before, middle, after = ENDLESS[name]
    short, long = (before + middle * (times // len(middle)) + after for times in (20_000, 200_000))
    assert cost(long) < 0.05 + 35 * cost(short)
