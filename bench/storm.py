"""A training day: five hundred phones take their whole caseload at once, each signed in and with nothing yet."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from time import perf_counter, sleep
from typing import Any

from bench.caller import LAST, PAGE, Caller, cursor_of
from bench.caseload import CASE, batches, village
from bench.connection import Answer
from bench.copies import Template
from bench.district import District
from bench.figure import Figure, watched
from bench.knobs import Knobs

TO_A_UNIT, TO_AN_AGENT, PATIENCE = 5, 25, 100


@dataclass
class Loads:
    """`waited`: answers that asked a phone to come again (503 or 429); `errors`: any other refusal."""

    walls: list[float] = field(default_factory=list)
    waited: int = 0
    errors: int = 0


def first_loads(district: District, knobs: Knobs) -> Figure:
    """Every agent has the same number of clients; several phones of one agent hold the same ones."""
    records = knobs.storm_clients * len(CASE)
    callers = phones_of(district, knobs)
    loads, start = Loads(), Barrier(len(callers))
    with watched(district.server, records) as figure, ThreadPoolExecutor(len(callers)) as threads:
        figure.walls = list(threads.map(lambda one: load(one, records, loads, start), callers))
    check_digest(callers[-1])
    figure.note = f"{figure.seconds:,.1f} s for {len(callers)} phones × {records:,} records, {loads.errors} errors"
    figure.note += f", {loads.waited} times asked to wait"
    return figure


def phones_of(district: District, knobs: Knobs) -> list[Caller]:
    """The first agent's cases come by the front door; everybody else's are copies of them."""
    agents = max(2, knobs.storm // TO_AN_AGENT)
    phones = [district.phone(f"Agen {number}", number // TO_A_UNIT) for number in range(agents)]
    callers = [Caller(phone, district.server.port) for phone in phones]
    first = callers[0]
    for batch in batches(village(knobs.storm_clients, district.partner)):
        first.push_each([first.push_request(batch)], len(batch))
    names = [(phone.card["unit"]["id"], phone.card["agent"]["id"]) for phone in phones]
    template = Template(district, *names[0])
    for caller in callers[TO_A_UNIT::TO_A_UNIT]:
        make_counter(district, caller)
    template.copy(names[1:])
    district.database.analyze()
    more = [district.another_phone(phones[number % agents]) for number in range(knobs.storm - agents)]
    return [*callers, *(Caller(phone, district.server.port) for phone in more)][: knobs.storm]


def make_counter(district: District, caller: Caller) -> None:
    """A unit that never pushed has none: a colleague of hers opens a case."""
    name = f"Rekan {caller.phone.card['agent']['name']}"
    unit = district.units.index(caller.phone.card["unit"]["id"])
    colleague = Caller(district.phone(name, unit), district.server.port)
    colleague.push_each([colleague.push_request(list(village(1, district.partner)))], len(CASE))


def load(one: Caller, records: int, loads: Loads, start: Any) -> float:
    """Reference data, then all pages, packed as a browser asks for them."""
    start.wait()
    begun, told, more = perf_counter(), 0, True
    patiently(one, one.get("/v1/reference", Accept_Encoding="gzip"), loads)
    while more:
        answer = patiently(one, one.pull_request(packed=True), loads)
        body = gzip.decompress(answer.body) if answer.body.startswith(b"\x1f\x8b") else answer.body
        told, more = told + body.count(b'"record":'), not LAST.search(body)
        one.cursor = cursor_of(body)
    loads.errors += told != records
    return perf_counter() - begun


def patiently(one: Caller, asked: bytes, loads: Loads) -> Answer:
    """As a phone does: what was not answered is asked again a little later."""
    for _ in range(PATIENCE):
        try:
            answer = one.line.ask(asked)
        except OSError:
            answer = Answer(0, b"")
        if answer.status == 200:
            return answer
        loads.waited += answer.status in (429, 503)
        loads.errors += answer.status not in (429, 503)
        sleep(1)
    raise TimeoutError(f"{PATIENCE} times no answer: {answer.status} {answer.body[:200]!r}")


def check_digest(one: Caller) -> None:
    """The executable phone takes it all once more, and finds the server's digest right."""
    while one.phone.pull(PAGE)["more"]:
        pass
