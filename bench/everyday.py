"""What phones and offices ask every day: batches, pages, a sync with nothing new, one record at a time."""

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from time import monotonic
from typing import Any

import orjson

from api.ids import new_id
from bench import statements
from bench.caller import PAGE, Caller
from bench.caseload import BATCH, batches, body_of, creation, village
from bench.crowd import Crowd
from bench.district import District
from bench.figure import Figure, side_by_side, watched
from bench.knobs import Engine, Knobs

TEN, FIFTY = 10, 50
RENEWED = 240  # seconds


class Everyday:
    """`callers` push side by side, two to a unit; `one` asks alone; `ratna` is her coordinator."""

    def __init__(self, district: District, knobs: Knobs, engine: Engine, phones: int = 0) -> None:
        self.district, self.knobs, self.server = district, knobs, district.server
        self.few = max(10, knobs.quiet // 2)
        names = range(phones or knobs.phones_of(engine))
        self.callers = [self.caller(f"Agen {name}", name // 2) for name in names]
        self.one = self.callers[0]
        self.ratna = self.caller("Ratna", role="coordinator")
        self.villages = [list(village(knobs.clients, district.partner)) for _ in self.callers]
        self.bodies = [
            [caller.push_request(batch) for batch in batches(iter(changes))]
            for caller, changes in zip(self.callers, self.villages, strict=True)
        ]
        self.records = len(self.villages[0])
        self.client = self.villages[0][0]["record"]

    def caller(self, name: str, unit: int = 0, role: str = "agent") -> Caller:
        return Caller(self.district.phone(name, unit, role), self.server.port)

    def renew(self) -> None:
        """Tokens last ten minutes."""
        for caller in (*self.callers, self.ratna):
            if monotonic() > caller.signed_in + RENEWED:
                caller.sign_in()

    # --- many at once
    def warm_up(self) -> None:
        """What a process or a unit makes once is no part of a figure. New connections, so that each worker is met."""
        guests = [self.caller(f"Tamu {number}", number) for number in range(-(-len(self.callers) // 2))]
        for guest in guests * (12 // len(guests)):
            guest.line.close()
            changes = list(village(4, self.district.partner))
            guest.push_each([guest.push_request(changes)], len(changes))
            guest.ask(guest.pull_request())
            guest.ask(guest.get("/v1/visits?limit=50"))
        self.settle(guests[0])

    def settle(self, guest: Caller) -> None:
        """Some work lies there, and PostgreSQL has heard of it, as on any day but the first: what it plans on empty
        tables it keeps, and then reads them whole for each row that refers to them."""
        for batch in batches(village(self.knobs.clients, self.district.partner)):
            guest.push_each([guest.push_request(batch)], len(batch))
        self.district.database.analyze()

    def push_all(self) -> Figure:
        """Each its village, in batches; what was sent before is a replay."""
        deeds = [partial(self.push_village, *pair) for pair in zip(self.callers, self.bodies, strict=True)]
        with watched(self.server, BATCH) as figure:
            figure.walls = side_by_side(deeds)
        figure.holds = self.records * len(self.callers) / len(figure.walls)
        return figure

    def push_village(self, caller: Caller, bodies: list[bytes]) -> list[float]:
        return [*caller.push_each(bodies[:-1]), *caller.push_each(bodies[-1:], self.records % BATCH or BATCH)]

    def pull_all(self, *, packed: bool = False) -> Figure:
        """All of them the whole village, by pages."""
        with watched(self.server, PAGE) as figure:
            figure.walls = side_by_side([partial(one.pull_all, self.records, packed=packed) for one in self.callers])
        figure.holds = self.records * len(self.callers) / len(figure.walls)
        return figure

    # --- one alone
    def alone(self, requests: list[bytes], status: int = 200, holds: tuple[bytes, int] = (b"", 1)) -> Figure:
        """One after the other, with their statements counted."""
        who = self.ratna if any(self.ratna.phone.token.encode() in one for one in requests[:1]) else self.one
        postgres = self.district.database.postgres
        if postgres:
            statements.reset()
        with watched(self.server, 1) as figure:
            figure.walls = who.ask_each(requests, status, holds)
        if postgres:
            counted = statements.count(self.district.database)
            figure.statements, figure.transactions = (part / len(requests) for part in counted)
        figure.size = len(who.ask(requests[-1], status).body)
        return figure

    def times(self, asked: bytes) -> list[bytes]:
        return [asked] * self.knobs.quiet

    def push_alone(self) -> Figure:
        """Batches of one phone, with nobody beside her."""
        changes = village(max(8, self.knobs.clients // 4), self.district.partner)
        bodies = [self.one.push_request(batch) for batch in batches(changes) if len(batch) == BATCH]
        figure = self.alone(bodies, holds=(b'"applied"', BATCH))
        figure.holds = BATCH
        return figure

    def nothing_new(self) -> Figure:
        """After a pull that took everything."""
        self.catch_up(self.one)
        return self.alone(self.times(self.one.pull_request()))

    def catch_up(self, caller: Caller) -> None:
        """Her cursor is where the server is, and she knows whom she follows."""
        answer = orjson.loads(caller.ask(caller.pull_request()).body)
        while answer["more"]:
            caller.cursor = answer["cursor"]
            answer = orjson.loads(caller.ask(caller.pull_request()).body)
        caller.cursor = answer["cursor"]
        caller.follow(answer.get("feeds"))

    def ten_new(self) -> Figure:
        """A pull that tells ten records: the cursor is put ten numbers back."""
        self.catch_up(self.one)
        kept = dict(self.one.cursor)
        home = self.one.phone.card["unit"]["id"]
        self.one.cursor = {**kept, home: kept[home] - TEN}
        figure = self.alone(self.times(self.one.pull_request()), holds=(b'"record":', TEN))
        self.one.cursor = kept
        return figure

    def push_some(self, size: int) -> Figure:
        """A few new visits of one client."""
        bodies = [self.one.push_request([self.visit() for _ in range(size)]) for _ in range(self.few)]
        return self.alone(bodies, holds=(b'"applied"', size))

    def visit(self) -> dict[str, Any]:
        return creation("visit", self.client, 0, self.district.partner, new_id())

    @cached_property
    def crowd(self) -> Crowd:
        """In units of their own."""
        return Crowd(self.district, self.knobs.crowd, first_unit=len(self.district.units))

    def beside(self, size: int) -> Figure:
        """With nothing new, while a crowd pushes."""
        self.catch_up(self.one)
        return self.crowd.beside(self.one, size, self.knobs.crowd_seconds)

    # --- one record at a time
    def create(self) -> Figure:
        """`POST /v1/visits`, with a key of its own each."""
        body = orjson.dumps({"client": self.client, **body_of("visit", 0, "")})
        keys = [new_id() for _ in range(self.few)]
        return self.alone([self.one.post("/v1/visits", body, Idempotency_Key=key) for key in keys], 201)

    def get(self, path: str, who: Caller | None = None) -> Figure:
        """The same address again and again."""
        return self.alone(self.times((who or self.one).get(path)))

    def figures(self) -> Iterator[tuple[str, Callable[[], Figure]]]:
        """In the order in which they must be taken: what was pushed is sent again, then pulled."""
        here = len(self.callers)
        yield f"push, batches of {BATCH}, {here} phones at once", self.push_all
        yield f"replay, batches of {BATCH}, {here} phones at once", self.push_all
        self.district.database.analyze()
        yield f"pull, pages of {PAGE:,}, {here} phones at once", self.pull_all
        yield "the same, packed by gzip", partial(self.pull_all, packed=True)
        yield f"push, batches of {BATCH}, one phone", self.push_alone
        yield "sync with nothing new", self.nothing_new
        yield f"sync with {TEN} new", self.ten_new
        beside = f"sync with nothing new beside {self.knobs.crowd} phones that push {{}} a second"
        for size in (TEN, BATCH):
            yield beside.format(size), partial(self.beside, size)
        yield "push of one", partial(self.push_some, 1)
        yield f"push of {TEN}", partial(self.push_some, TEN)
        yield "REST: create a visit", self.create
        yield "REST: read a visit", partial(self.get, f"/v1/visits/{self.villages[0][4]['record']}")
        yield f"REST: list of {FIFTY}, agent", partial(self.get, f"/v1/visits?limit={FIFTY}")
        yield f"REST: list of {FIFTY}, coordinator", partial(self.get, f"/v1/visits?limit={FIFTY}", self.ratna)
        yield "/v1/me", partial(self.get, "/v1/me")
        yield "/health/live", partial(self.get, "/health/live")
