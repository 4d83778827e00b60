"""Fifty phones that push a batch a second each, in a process of their own, while one asks whether there is news."""

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from time import perf_counter, sleep
from typing import Any

from bench.caller import Caller
from bench.caseload import CASE, batches, village
from bench.connection import Answer
from bench.district import District
from bench.figure import Figure, watched

PAUSE = 0.02  # between two questions of the one who asks, so that she is no load herself
TO_A_UNIT = 5


class Crowd:
    """Their bodies are made beforehand, packed as phones pack them."""

    def __init__(self, district: District, phones: int, first_unit: int) -> None:
        self.district, self.server = district, district.server
        made = [district.phone(f"Ramai {number}", first_unit + number // TO_A_UNIT) for number in range(phones)]
        self.callers = [Caller(phone, self.server.port) for phone in made]
        for caller in self.callers[::TO_A_UNIT]:
            caller.push_each([caller.push_request(list(village(1, district.partner)))], len(CASE))

    def beside(self, one: Caller, size: int, seconds: int) -> Figure:
        """What `one` waits for an answer of nothing new, while each of them pushes `size` changes every second."""
        bodies = [self.bodies_of(caller, size, seconds) for caller in self.callers]
        asked = one.pull_request()
        with pushing(self.callers, bodies) as told, watched(self.server, 1) as figure:
            end = perf_counter() + seconds
            while perf_counter() < end:
                figure.walls += one.ask_each([asked])
                sleep(PAUSE)
        figure.note = f"{told['applied'] / figure.seconds:,.0f} changes a second taken of {len(bodies) * size:,} sent"
        figure.note += f", {told['errors']} answers were errors" if told["errors"] else ""
        return figure

    def bodies_of(self, caller: Caller, size: int, seconds: int) -> list[bytes]:
        """One for each second."""
        changes = village(-(-size * seconds // len(CASE)), self.district.partner)
        return [caller.push_request(some, packed=True) for some in batches(changes, size)[:seconds]]


@contextmanager
def pushing(callers: list[Caller], bodies: list[list[bytes]]) -> Iterator[dict[str, int]]:
    """A forked process pushes while the block runs; what is yielded is filled in behind it."""
    fork = get_context("fork")
    stop, ours, theirs = fork.Event(), *fork.Pipe()
    process = fork.Process(target=push_until, args=(stop, theirs, callers, bodies))
    process.start()
    told: dict[str, int] = {}
    try:
        yield told
    finally:
        stop.set()
        told |= ours.recv()
        process.join()


def push_until(stop: Any, back: Any, callers: list[Caller], bodies: list[list[bytes]]) -> None:
    """All of them in threads, spread over the second."""
    with ThreadPoolExecutor(len(callers)) as threads:
        places = [number / len(callers) for number in range(len(callers))]
        answers = [
            one
            for some in threads.map(push_each_second, [stop] * len(callers), callers, bodies, places)
            for one in some
        ]
    back.send({
        "applied": sum(plain(one).count(b'"applied"') for one in answers),
        "errors": sum(one.status != 200 for one in answers),
    })  # fmt: skip


def push_each_second(stop: Any, caller: Caller, bodies: list[bytes], place: float) -> list[Answer]:
    """One body a second from its place in the first; a late answer delays the next, as on a phone."""
    begun, answers = perf_counter() + place, []
    for number, body in enumerate(bodies):
        if stop.wait(max(0, begun + number - perf_counter())):
            break
        answers.append(caller.line.ask(body))
    return answers


def plain(answer: Answer) -> bytes:
    return gzip.decompress(answer.body) if answer.body.startswith(b"\x1f\x8b") else answer.body
