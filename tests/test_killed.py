"""Kill -9 in the midst of pushes: what was acknowledged stands once, what was not once or not at all."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
import uvicorn._subprocess

from tests.cluster import OWNER, Cluster
from tests.conftest import a_place_on
from tests.engines import ENGINES, HOUSE, a_database, migrate
from tests.forked_server import ForkedServer, Nursery, is_dead, must_be_dead
from tests.programs import postgres_folder
from tests.soak import asked
from tests.spawned_workers import WORKERS as WORKERS_SPAWNED
from tests.storm import Storm
from tests.waiting import until

pytestmark = pytest.mark.whole
WORKERS = 4


class FallingCluster(Cluster):
    """A PostgreSQL that can be killed, backend or whole, and comes again by itself or by `rise`."""

    def __init__(self) -> None:
        super().__init__()  # which waits for no disk: that the server does all the same is part of the test
        self._fallen: list[subprocess.Popen[bytes]] = []
        self._orphans: list[str] = []
        self.run(f"CREATE DATABASE kills OWNER {OWNER}")
        migrate(self.url("kills"))

    def kill_backend(self) -> None:
        """One that serves: its postmaster ends all the others, and recovers."""
        pids = "SELECT pid FROM pg_stat_activity WHERE datname = 'kills' ORDER BY xact_start NULLS LAST"
        [pid, *_] = [one for [one] in self._connection.execute(pids)]
        os.kill(pid, signal.SIGKILL)

    def kill_whole(self) -> None:
        """The postmaster; its backends end once they notice."""
        [pid, *_] = (self.folder / "data" / "postmaster.pid").read_text().split()
        self._orphans = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        os.kill(int(pid), signal.SIGKILL)

    def rise(self) -> None:
        """Once it has noticed that it fell, until it answers again; where nobody is left, somebody starts it anew."""
        until(lambda: not self.answers(), "it does not fall")
        if self._orphans:
            backends = [Path(f"/proc/{one}") for one in self._orphans]
            until(lambda: not any(one.exists() for one in backends), f"of {backends} some live on")
            self._orphans = []
            self._fallen.append(self._keeper)
            self._keeper = self._start(postgres_folder())
        self._connection.close()
        self._connection = self._wait()

    def answers(self) -> bool:
        """On the connection that it had before."""
        try:
            self.run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """What fell was kept by others."""
        super().stop()
        for keeper in self._fallen:
            keeper.communicate(timeout=60)


class Battlefield:
    """A server under a storm, and the ways in which something is killed."""

    def __init__(self, storm: Storm, server: ForkedServer, cluster: FallingCluster | None) -> None:
        self.storm, self.server, self.cluster = storm, server, cluster
        server.start()

    def ways(self) -> list[tuple[Callable[[], None], Callable[[], None]]]:
        """In turn; and by what it comes again."""
        if self.cluster is None:
            return [(self.server.kill, self.server.start)]
        worker, rise = (self.server.kill_worker, self.server.wait_for_workers), self.cluster.rise
        parent = (self.server.kill_parent, self.server.start)
        return [worker, (self.cluster.kill_backend, rise), parent, (self.cluster.kill_whole, rise)]

    def fight(self, kills: range) -> None:
        """The kills of these numbers, and after each all that must be true."""
        caught = 0
        for number in kills:
            kill, rise = self.ways()[number % len(self.ways())]
            with self.storm.raging():
                kill()
            caught += len(self.storm.unanswered)
            rise()
            self.storm.place.engine.dispose()
            self.storm.must_match()
            self.storm.replay()
        self.storm.must_be_read()
        assert caught >= len(kills)  # most of them in the midst of several


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """Of both engines."""
    made = Nursery()
    yield made
    made.close()


@pytest.fixture(params=ENGINES)
def field(request: pytest.FixtureRequest, nursery: Nursery, tmp_path: Path) -> Iterator[Battlefield]:
    """A server that nothing was killed under yet."""
    engine, folder = request.param, tmp_path
    with ExitStack() as stack:
        cluster = FallingCluster() if engine == "postgres" else None
        if cluster:
            stack.callback(cluster.stop)
        url = cluster.url("kills") if cluster else stack.enter_context(a_database("sqlite"))
        place = stack.enter_context(a_place_on(url, folder))
        server = ForkedServer(nursery, url, folder, WORKERS if cluster else 1)
        yield Battlefield(Storm(place, server.url), server, cluster)
        server.kill()


def test_receipts_match_the_tables_whatever_is_killed(field: Battlefield) -> None:
    field.fight(range(5))


def test_workers_that_are_spawned_end_with_a_killed_parent() -> None:
    """The others here are forked from a process that has imported everything; those of an operator are spawned."""
    assert uvicorn._subprocess.spawn.get_start_method() == "spawn"
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.spawned_workers"], cwd=HOUSE, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    workers = [int(one) for one in parent.stdout.readline().split()]
    try:
        assert len(workers) == WORKERS_SPAWNED
        parent.kill()
        parent.wait()  # and not for the end of what it wrote to: whoever lives on holds that
        must_be_dead(workers)
    finally:
        for one in workers:
            if not is_dead(one):
                os.kill(one, signal.SIGKILL)
        parent.kill()
        parent.communicate()


@pytest.mark.soak
def test_and_however_often(field: Battlefield) -> None:
    field.fight(asked())
