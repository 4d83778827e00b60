"""A month without a line, and more than a year of use, in a browser day by day: run by `make soak` alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from sqlmodel import Session, select

from api.changes.change_rows import CHANGE
from api.clock import system_clock
from api.db.engine import writing
from api.identity.server_epoch import epoch_state
from tests.e2e.conftest import Handsets
from tests.e2e.handset import FILES_ARE_KEPT, KeptHandset
from tests.e2e.light_pin import app_with_a_light_pin
from tests.e2e.line import Line
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.test_stress import all_sent, visits
from tests.e2e.test_stress import line as line
from tests.e2e.test_stress_moments import write
from tests.soak import asked
from tests.turned_clock import TURNED

MONTH, YEAR = 30, 400
KILLED, BACKED_UP, WEIGHED = 10, 3, 50  # once in so many days
# Bytes. IndexedDB grows until it tidies up: 4 to 10 MB were measured, at the first looks and at the last.
MOST = 20_000_000
HELD = """async () => (await navigator.storage.estimate()).usage"""


class Days:
    """The clocks of one phone and its server."""

    def __init__(self, folder: Path) -> None:
        self.file, self.day = folder / "days", 0

    def worked(self, sari: Person, phone: KeptHandset, last: int) -> Iterator[int]:
        """Days on which she wrote a visit; every tenth began with a killed phone."""
        for day in range(1, last + 1):
            if day % KILLED == 0:
                phone.kill()
                phone.reopen()
            self.turn(sari)
            write(sari)
            yield day

    def turn(self, sari: Person) -> None:
        """Another morning: the app is opened."""
        self.day += 1
        self.file.write_text(str(self.day))
        sari.page.clock.set_fixed_time(system_clock() + timedelta(days=self.day))
        sari.unlock()


@pytest.fixture
def days(tmp_path: Path) -> Days:
    return Days(tmp_path)


@pytest.fixture
def server(app: None, tmp_path: Path, line: Line, days: Days) -> Iterator[Server]:
    """Its clock is turned with the phone's."""
    told = {"PULIH_ORIGINS": line.url, "PULIH_DIST": str(app_with_a_light_pin()), TURNED: str(days.file)}
    started = Server("sqlite", tmp_path, **told)
    line.server_port = started.settings.port
    yield started
    line.fine()
    started.close()


@pytest.mark.soak
def test_many_days_lose_nothing(handsets: Handsets, server: Server, line: Line, days: Days) -> None:
    for piece in asked():
        phone = handsets.kept(line.url)
        phone.go()
        phone.until(FILES_ARE_KEPT)
        sari = Person(phone).enrol(server.code("Sari")).connected()
        if piece % 2 == 0:
            a_month_without_a_line(sari, phone, server, line, days)
        else:
            a_year_of_use(sari, phone, server, days)
        phone.close()


def a_month_without_a_line(sari: Person, phone: KeptHandset, server: Server, line: Line, days: Days) -> None:
    """Every day of it arrives, once."""
    before, past = visits(server), days_of(server)
    line.down = True
    for day in days.worked(sari, phone, MONTH):
        sari.waits(day)
    line.fine()
    sari.unlock()
    all_sent(sari)
    assert visits(server) == before + MONTH
    assert len(days_of(server) - past) >= MONTH, "a visit is of another day than it was made on"


def a_year_of_use(sari: Person, phone: KeptHandset, server: Server, days: Days) -> None:
    """A visit a day, all of one client: each is sent on its day, and what the phone holds stays small."""
    before, held = visits(server), list[int]()
    for day in days.worked(sari, phone, YEAR):
        all_sent(sari)
        if day % BACKED_UP == 0:
            back_up(server, days)
        if day % WEIGHED == 0:
            held.append(sari.page.evaluate(HELD))
    assert max(held) < MOST, held
    assert visits(server) == before + YEAR


def days_of(server: Server) -> set[str]:
    """On which there were visits."""
    with Session(server.engine) as session:
        bodies = session.connection().execute(select(CHANGE.c.body).where(CHANGE.c.kind == "visit", CHANGE.c.last))
        return {orjson.loads(body)["on"] for [body] in bodies}


def back_up(server: Server, days: Days) -> None:
    """As a night does."""
    with writing(server.engine) as session:
        numbers = epoch_state(session)
        numbers.started = numbers.done = numbers.started + 1
        numbers.done_at = system_clock() + timedelta(days=days.day)
        session.add(numbers)
