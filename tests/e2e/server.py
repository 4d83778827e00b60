"""A real server in a process of its own, with demo data, on either engine; it can be stopped and started again."""

import shutil
import socket
import time
from functools import cache
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import httpx

from api.cli.demo_data import demo_id, load_demo
from api.clock import system_clock
from api.db.engine import make_engine, writing
from api.identity.enrolment_codes import make_code, shown
from api.identity.provisioning import set_password
from api.settings import Settings
from tests.e2e.server_process import ServerProcess, in_turn, shared_forks
from tests.engines import Engine, copy_of, drop_database, fresh_database, owners

PASSWORD = "lumpia semarang hangat"


class ServerFailed(RuntimeError):
    """It did not come up; says what it wrote."""


class Server:
    """`url`, `code(person)` for a phone, `engine` to look into its database, `stop` and `start`."""

    def __init__(self, engine: Engine, folder: Path, port: int | None = None, **more: str) -> None:
        """`more`: settings such as PULIH_CORS_ORIGINS."""
        folder.mkdir(exist_ok=True)
        self.database_url, port = copy_of(demo_database(engine)), port or free_port()
        self.folder, self.more = folder, more
        self.settings = Settings(database_url=self.database_url, keys_file=folder / "keys.json", port=port)
        self.engine = make_engine(owners(self.database_url))
        self.start()

    @property
    def url(self) -> str:
        """Its origin."""
        return f"http://127.0.0.1:{self.settings.port}"

    def code(self, person: str) -> str:
        """A fresh enrolment code for a demo person: Sari, Dewi, Bu Ratna, Budi."""
        with writing(self.engine) as session:
            return shown(make_code(session, self.settings, demo_id(person), now=system_clock()))

    def end_follow(self, person: str, client: str) -> None:
        """By the coordinator, from her desk, over REST: what comes later is held for her."""
        with writing(self.engine) as session:
            set_password(session, demo_id("Bu Ratna"), PASSWORD)
        form = {"grant_type": "password", "username": "ratna", "password": PASSWORD}
        token = httpx.post(f"{self.url}/v1/auth/token", data=form).json()["access_token"]
        address = f"{self.url}/v1/clients/{client}/followers/{demo_id(person)}"
        ending = {"reason": "revoked", "because": "Pindah tugas."}
        headers = {"Authorization": f"Bearer {token}"}
        httpx.request("DELETE", address, json=ending, headers=headers).raise_for_status()

    def start(self) -> None:
        """On the same port and database as before."""
        self._process = ServerProcess(self._environment(), self.folder / "server.log")
        self._wait()

    def stop(self) -> None:
        """As a deployment does."""
        self._process.end()

    def close(self) -> None:
        """Gone with its database."""
        if self._process.runs:
            self.stop()
        self.engine.dispose()
        drop_database(self.database_url)

    def log(self) -> str:
        """All it wrote."""
        return (self.folder / "server.log").read_text()

    def _environment(self) -> dict[str, str]:
        ours = {"PULIH_DATABASE_URL": self.database_url, "PULIH_KEYS_FILE": str(self.settings.keys_file)}
        return {**ours, "PORT": str(self.settings.port), **self.more}

    def _wait(self) -> None:
        """Until it listens, which it does when it is ready: asking by HTTP costs 40 ms of a processor each time."""
        for _ in range(3000):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", self.settings.port)) == 0:
                    return self._must_be_well()
            if not self._process.runs:
                break
            time.sleep(0.02)
        raise ServerFailed(self.log()[-3000:])

    def _must_be_well(self) -> None:
        """By the plainest client: httpx reads all the world's certificates first."""
        line = HTTPConnection("127.0.0.1", self.settings.port)
        line.request("GET", "/health")
        answer = line.getresponse()
        line.close()
        if answer.status != HTTPStatus.OK:
            raise ServerFailed(self.log()[-3000:])


@cache
def demo_database(engine: Engine) -> str:
    """Servers get copies. Of SQLite's there is one for all workers of a test run: a second of a processor each."""
    if engine != "sqlite":
        return filled(engine)
    shared_forks()  # while it runs, its folder stays
    with in_turn() as folder:
        demo = folder / "demo.sqlite3"
        if not demo.exists():
            shutil.copyfile(filled(engine).removeprefix("sqlite:///"), demo)
    return f"sqlite:///{demo}"


def filled(engine: Engine) -> str:
    """A migrated database with demo data."""
    url = fresh_database(engine)
    opened = make_engine(owners(url))
    load_demo(opened, Settings(database_url=url))
    opened.dispose()
    return url


def free_port() -> int:
    """One that nobody holds at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
