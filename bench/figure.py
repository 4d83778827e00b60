"""One figure of one run: how long each request took, and whose processor time it was."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Barrier
from time import perf_counter, process_time

from bench.server import Server

Walls = list[float]


@dataclass
class Figure:
    """Seconds. `holds`: changes or records in a request; `server`, `database`, `client`: processor time of the phase;
    `memory`: MB of the largest process after it; `size`: bytes of an answer; `driver`: a request by the driver alone.
    """

    holds: int
    walls: Walls = field(default_factory=list)
    seconds: float = 0
    server: float = 0
    database: float = 0
    client: float = 0
    memory: float = 0
    size: int = 0
    statements: float | None = None
    transactions: float | None = None
    driver: float | None = None
    note: str = ""


@contextmanager
def watched(server: Server, holds: int) -> Iterator[Figure]:
    """Everything but the walls, which the block fills in."""
    figure = Figure(holds)
    begun = (perf_counter(), server.processor(), server.database_processor(), process_time())
    yield figure
    ended = (perf_counter(), server.processor(), server.database_processor(), process_time())
    took = [after - before for before, after in zip(begun, ended, strict=True)]
    figure.seconds, figure.server, figure.database, figure.client = took
    figure.memory = server.memory()


def side_by_side(deeds: list[Callable[[], Walls]]) -> Walls:
    """All begin at once, each in a thread, which waits for its socket most of the time."""
    start = Barrier(len(deeds))

    def begin(deed: Callable[[], Walls]) -> Walls:
        start.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return [wall for walls in threads.map(begin, deeds) for wall in walls]
