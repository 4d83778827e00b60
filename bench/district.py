"""Units and people on a fresh server, made by the operator's commands, and their phones, enrolled by the front door."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from bench.command_line import CommandLine
from bench.database import Database
from bench.knobs import Engine
from bench.server import Server, environment_of, free_port
from tests.phone import Phone

VILLAGE = "33.22.01.2003"


class District:
    """A server in its first hour. `spare`: a second database, empty and migrated; `units`: ids; `line_port`: free."""

    def __init__(
        self, engine: Engine, workers: int, folder: Path, ends: ExitStack, under: tuple[str, ...] = ()
    ) -> None:
        """`ends` closes what was begun, also when the rest fails. `under`: a program that watches the server."""
        tree, name = Path.cwd(), f"{folder}/bench.sqlite3"
        if engine == "postgres":
            name = folder.name.replace("-", "_")
        self.folder, self.database = folder, Database(engine, name).make()
        ends.callback(self.database.drop)
        ports = [free_port(), free_port()]
        self.line_port = ports[1]
        environment = environment_of(tree, self.database, folder, ports, workers)
        self.commands = CommandLine(tree, environment)
        ends.callback(self.commands.close)
        first = ("--unit", "Unit 0", "--village", VILLAGE, "--admin", "Admin")
        self.units = [self.commands.name("init", *first)]
        self.spare = self.database.copy(f"{name}_spare")
        ends.callback(self.spare.drop)
        self.database.must_own_nothing()
        self.server = Server(tree, environment, folder / "server.log", ends, under)
        self.http = ends.enter_context(httpx.Client(base_url=f"http://127.0.0.1:{self.server.port}", timeout=600))
        self.partner = self.commands.name("partner", "add", "Klinik", "--village", VILLAGE, "--service", "assessment")

    def unit(self, number: int) -> str:
        """The id of the unit of this number, made where it is missing."""
        while len(self.units) <= number:
            self.units.append(self.commands.name("unit", "add", f"Unit {len(self.units)}", "--village", VILLAGE))
        return self.units[number]

    def phone(self, name: str, unit: int = 0, role: str = "agent") -> Phone:
        """A new person with her phone."""
        words = ("user", "add", name, "--role", role, "--unit", self.unit(unit))
        return Phone(self.http, self.commands.code(*words)).enrol()

    def another_phone(self, of: Phone) -> Phone:
        """One more of the same person."""
        return Phone(self.http, self.commands.code("code", of.card["agent"]["id"])).enrol()


@contextmanager
def a_district(engine: Engine, workers: int, under: tuple[str, ...] = ()) -> Iterator[District]:
    """Of the release in the current folder, for one run. SQLite lies in memory, as PostgreSQL does."""
    memory = Path("/dev/shm")  # noqa: S108  a folder of our own is made in it
    with (
        tempfile.TemporaryDirectory(prefix="pulih-bench-", dir=memory if memory.exists() else None) as folder,
        ExitStack() as ends,
    ):
        yield District(engine, workers, Path(folder), ends, under)
