"""A worker under everything that is asked of one for twenty minutes: its memory is bounded, and flat.

Growth is counted by the request and not by the minute: a busy machine only makes fewer of them.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from statistics import median
from threading import Event
from time import monotonic
from typing import Any, NamedTuple

import httpx
import pytest

from bench.processes import resident_megabytes
from tests.conftest import Place, a_place_on
from tests.crowd import Crowd
from tests.engines import ENGINES, a_database
from tests.phone import Phone
from tests.served import Served
from tests.soak import asked
from tests.test_sync import VISIT

pytestmark = pytest.mark.soak
MINUTES = float(os.environ.get("MINUTES", "20"))
WARM = 0.25  # of the whole: until then what is kept on purpose fills
MOST, FLAT = 250, 512  # MB of a worker; bytes a request
LEAKY_MINUTES, WRITERS, EVERY = 4, 2, 50


class MemorySample(NamedTuple):
    """`requests`: answered until then."""

    requests: int
    megabytes: float


class MixedWork:
    """What phones and programs ask, in turn; `crowd` of one unit."""

    def __init__(self, place: Place, sari: Phone, url: str) -> None:
        self.place, self.sari, self.url = place, sari, url
        self.crowd = Crowd(place, sari, 1, WRITERS)
        self.answered = count(1)

    def work(self, name: str, over: Event, sample: Callable[[int], None]) -> None:
        """As this agent; and Sari, who follows all cases, pulls what is new and loads anew, from the beginning."""
        cursor: Any = {}
        with httpx.Client(base_url=self.url, timeout=120) as http:
            while not over.is_set():
                made = [self.crowd.visit_of(name) for _ in range(3)]
                hers, sari = self.place.headers(name), self.place.headers("Sari")
                headers = {**hers, "Idempotency-Key": made[0]["id"]}
                asked: list[tuple[str, str, Any, Any]] = [
                    ("POST", "/v1/sync/push", hers, self.crowd.ask(made)),
                    ("POST", "/v1/sync/pull", sari, self.pull(cursor, 50)),
                    ("POST", "/v1/sync/pull", sari, self.pull({}, 500)),
                    ("POST", "/v1/visits", headers, {"client": self.crowd.cases[name], **VISIT}),
                    ("GET", "/v1/visits?limit=50", self.place.headers("Ratna"), None),
                    ("GET", f"/v1/visits/{made[0]['record']}/history", hers, None),
                    ("GET", "/v1/visits/none", hers, None),
                    ("GET", "/v1/me", hers, None),
                ]
                for at, (method, path, said, body) in enumerate(asked):
                    answer = http.request(method, path, headers=said, json=body)
                    assert answer.status_code < 500, answer.text
                    cursor = answer.json()["cursor"] if at == 1 else cursor
                    sample(next(self.answered))

    def pull(self, cursor: Any, limit: int) -> Any:
        return {**self.sari.ask(), "cursor": cursor, "follows": "0" * 64, "limit": limit}


def samples_of(engine: Any, folder: Path, minutes: float, program: str = "api.cli") -> list[MemorySample]:
    """Of a server of one worker on this engine."""
    found, over, until = [], Event(), monotonic() + minutes * 60
    with ExitStack() as stack:
        url = stack.enter_context(a_database(engine))
        place = stack.enter_context(a_place_on(url, folder))
        sari = place.phone("Sari")
        server = Served(url, folder, program=program).wait()
        stack.callback(server.stop)
        work = MixedWork(place, sari, server.url)

        def sample(requests: int) -> None:
            if requests % EVERY == 0:
                found.append(MemorySample(requests, resident_megabytes(server.process.pid)[0]))
            if monotonic() > until:
                over.set()

        with ThreadPoolExecutor(WRITERS) as several:
            for one in [several.submit(work.work, name, over, sample) for name in work.crowd.agents]:
                one.result()
    return found


def growth(samples: list[MemorySample]) -> float:
    """Bytes a request, once it is warm: in the middle of what pairs of samples half the time apart say."""
    warm = sorted(samples)[int(len(samples) * WARM) :]
    half = len(warm) // 2
    return median(slope(*pair) for pair in zip(warm[:half], warm[-half:], strict=True))


def slope(early: MemorySample, late: MemorySample) -> float:
    return (late.megabytes - early.megabytes) * 2**20 / (late.requests - early.requests)


def test_a_worker_stays_small_and_flat(tmp_path: Path) -> None:
    for piece in asked():
        samples = samples_of(ENGINES[piece % len(ENGINES)], tmp_path, MINUTES)
        print(f"{samples[-1]}, {growth(samples):.0f} bytes a request")  # noqa: T201  for whoever runs it by hand
        assert max(one.megabytes for one in samples) <= MOST
        assert growth(samples) < FLAT


def test_a_leak_would_be_seen(tmp_path: Path) -> None:
    assert growth(samples_of(ENGINES[0], tmp_path, min(LEAKY_MINUTES, MINUTES), "tests.leaking_server")) > FLAT
