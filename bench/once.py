"""One run on one engine: every figure once, in milliseconds a request, printed as JSON. A run is its own process."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import orjson

from api.app import create_app
from api.changes.digest import follows_hash
from api.changes.schemas import BATCH
from api.db.engine import make_engine
from api.records import KINDS
from api.settings import Settings
from bench.caseload import SIZE, Json, batches
from bench.raw import FOLLOWED, KNOWN, TOLD, Driver, in_batches, rows_of
from tests.conftest import Place
from tests.door import client
from tests.engines import Engine, a_database, unwalled
from tests.phone import ORIGIN

PAGE, QUIET = 1000, 200
Cost = tuple[float, float]
TABLES = ("feed", "follow", "change", *KINDS)


@dataclass
class Figure:
    """`ours`, `raw`: each request's cost; `holds`: changes or records in one; `size`: bytes of an answer."""

    holds: int
    ours: list[Cost]
    raw: list[Cost] = field(default_factory=list)
    size: int = 0


def cost(deed: Callable[[], Any]) -> Cost:
    """What it took by the wall clock, and of this process's processor time."""
    wall, processor = perf_counter(), process_time()
    deed()
    return (perf_counter() - wall) * 1000, (process_time() - processor) * 1000


def each(deeds: Iterable[Callable[[], Any]]) -> list[Cost]:
    """One after the other."""
    return [cost(deed) for deed in deeds]


class Run:
    """Sari's phone, her village, and the app on a fresh database."""

    def __init__(self, place: Place) -> None:
        self.place, self.sari, self.sent = place, place.phone("Sari"), batches()
        self.cursor: Json = {}
        self.follows, self.home, self.agent = follows_hash({}), place.units["A"], place.people["Sari"]

    def post(self, path: str, body: bytes) -> bytes:
        """The answer's bytes: neither making the one nor reading the other is the server's cost."""
        headers = {**self.sari.headers, "Content-Type": "application/json", "Accept-Encoding": "identity"}
        answer = self.place.http.post(f"/v1/sync/{path}", content=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.content

    def push_all(self) -> list[Cost]:
        """The whole village; sent again, it is a replay."""
        bodies = [orjson.dumps(self.sari.ask(changes=batch)) for batch in self.sent]
        return each(partial(self.push, body) for body in bodies)

    def push(self, body: bytes) -> None:
        """A batch of which nothing is lost."""
        assert self.post("push", body).count(b'"applied"') == BATCH

    def pull(self) -> bytes:
        """The page after the cursor."""
        ask = {**self.sari.ask(follows=self.follows, limit=PAGE), "cursor": self.cursor}
        return self.post("pull", orjson.dumps(ask))

    def pull_all(self) -> list[Cost]:
        """From nothing to everything, page by page."""
        took, pages = [], [b""]
        while not pages[-1].count(b'"digest"'):
            took.append(cost(lambda: pages.append(self.pull())))
            self.cursor = orjson.loads(pages[-1])["cursor"]
        told = [len(orjson.loads(page)["told"]) for page in pages[1:]]
        assert sum(told) == SIZE
        self.follows = follows_hash(orjson.loads(pages[-1])["feeds"])
        return took

    def first_load(self) -> None:
        """A new phone: code, keys, token, reference data, the whole caseload, checked by its digest."""
        phone = self.place.phone("Sari")
        assert self.place.http.get("/v1/reference", headers=phone.headers).status_code == 200
        while phone.pull(PAGE)["more"]:
            pass
        assert len(phone.told) == SIZE

    def figures(self, spare: str) -> dict[str, Figure]:
        """In the order in which a phone lives through them; `spare`: a second fresh database, for the limit."""
        figures = {"push": Figure(BATCH, self.push_all()), "replay": Figure(BATCH, self.push_all())}
        analyze(self.place.engine)
        figures |= {"pull": Figure(PAGE, self.pull_all()), "nothing new": Figure(1, each([self.pull] * QUIET))}
        figures["nothing new"].size = len(self.pull())
        figures["first load"] = Figure(SIZE, each([self.first_load]))
        figures["door alone"] = Figure(1, each([partial(self.place.http.get, "/health/live")] * QUIET))
        for name, took in self.limits(spare):
            figures[name].raw = took
        return figures

    def limits(self, spare: str) -> Iterable[tuple[str, list[Cost]]]:
        """The driver alone, at what each of them cannot do without."""
        here = Driver(self.place.engine)
        ids = [[change["id"] for change in batch] for batch in self.sent]
        yield "replay", each(partial(here.ask, KNOWN, self.home, some) for some in ids)
        yield "pull", each(partial(here.ask, TOLD, self.home, n, PAGE) for n in range(0, SIZE, PAGE))
        yield "nothing new", each([partial(here.ask, FOLLOWED, self.home, self.agent)] * QUIET)
        yield "first load", each([partial(here.ask, TOLD, self.home, 0, SIZE)] * 5)
        parts = in_batches(rows_of(here, TABLES), BATCH)
        here.close()
        engine = make_engine(unwalled(spare))
        there = Driver(engine)
        yield "push", each(partial(there.insert, part) for part in parts)
        assert rows_of(there, ["change"])["change"]
        there.close()
        engine.dispose()


def analyze(engine: Any) -> None:
    """What PostgreSQL does by itself in a minute; the clusters of tests have it switched off."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")


def run(engine: Engine) -> dict[str, Any]:
    """Everything on one engine."""
    with a_database(engine) as url, a_database(engine) as spare, tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        settings = Settings(database_url=url, origins=(ORIGIN,), keys_file=at / "keys.json", dist=at)
        app = create_app(settings)
        with client(app, ORIGIN) as http:
            behind = make_engine(unwalled(url))
            figures = Run(Place(http, behind, settings)).figures(spare)
            behind.dispose()
        app.state.engine.dispose()
    return {name: asdict(figure) for name, figure in figures.items()}


if __name__ == "__main__":
    on: Any = sys.argv[1]
    json.dump(run(on), sys.stdout)
