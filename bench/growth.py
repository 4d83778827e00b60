"""The same phone in a unit of a thousand changes, and of a million: what she waits for must not grow with others' work.

Her own cases stay the same 1,000 changes. All others are followed by twenty colleagues; the coordinator sees them all.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from functools import partial
from typing import Any

from bench.caseload import CASE
from bench.copies import Template
from bench.district import District
from bench.everyday import FIFTY, TEN, Everyday
from bench.figure import Figure
from bench.knobs import Engine, Knobs
from bench.table import p50_of, processor_of

COLLEAGUES = 20
OWN_CLIENTS = 1000 // len(CASE)


class Growth:
    """One unit that fills, and what its people wait for at each size."""

    def __init__(self, district: District, knobs: Knobs, engine: Engine) -> None:
        self.district, self.knobs = district, knobs
        self.day = Everyday(district, knobs.with_clients(OWN_CLIENTS), engine, phones=1)
        self.one, self.ratna = self.day.one, self.day.ratna
        self.day.warm_up()
        self.day.push_all()
        card = self.one.phone.card
        self.home, self.template = card["unit"]["id"], Template(district, card["unit"]["id"], card["agent"]["id"])
        phones = [district.phone(f"Rekan {number}") for number in range(COLLEAGUES)]
        self.colleagues = [phone.card["agent"]["id"] for phone in phones]

    def fill(self, size: int) -> None:
        """Until the unit holds so many changes."""
        missing = (size - self.held()) // self.template.changes
        self.template.copy([(self.home, self.colleagues[number % COLLEAGUES]) for number in range(missing)])
        self.district.database.analyze()

    def held(self) -> int:
        """Changes of the unit."""
        with closing(self.district.database.connect()) as here:
            where = f"WHERE home = {self.template.mark}"
            query = f"SELECT count(*) FROM change {where}"
            return int(here.execute(query, (self.template.home,)).fetchone()[0])

    def figures(self) -> Iterator[tuple[str, Callable[[], Figure]]]:
        """The pushes come first: they are what the sync with ten new is told."""
        yield "push of one", partial(self.day.push_some, 1)
        yield f"sync with {TEN} new", self.day.ten_new
        yield "sync with nothing new", self.day.nothing_new
        yield f"list of {FIFTY}, agent", partial(self.day.get, f"/v1/visits?limit={FIFTY}")
        yield f"list of {FIFTY}, coordinator", partial(self.day.get, f"/v1/visits?limit={FIFTY}", self.ratna)
        yield "/v1/me, coordinator", partial(self.day.get, "/v1/me", self.ratna)

    def milliseconds(self) -> dict[str, tuple[float, float]]:
        """{what: p50 and processor time of a request}."""
        taken = {name: asdict(take()) for name, take in self.figures()}
        return {name: (p50_of(one) * 1000, processor_of(one) * 1000) for name, one in taken.items()}


def grow(district: District, knobs: Knobs, engine: Engine) -> dict[str, Any]:
    """{changes: {what: p50 and processor time in ms}}; at the end the executable phone finds her digest right."""
    growth, found = Growth(district, knobs, engine), {}
    for size in knobs.growth:
        growth.fill(size)
        growth.day.renew()
        found[str(size)] = growth.milliseconds()
    phone = growth.one.phone
    while phone.pull(1000)["more"]:
        pass
    return found
