"""A running server of a test, on a database of its own, and whoever the test brings in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import Engine

from api.app import create_app, limits_of
from api.changes.epoch import new_epoch
from api.clock import system_clock
from api.db.engine import make_engine, writing
from api.identity.access_tokens import give_token
from api.identity.enrolment_codes import make_code
from api.identity.memberships import Membership
from api.identity.people import Person, Unit
from api.identity.provisioning import make_partner, make_person
from api.ids import new_id
from api.resources.days import day_in
from api.settings import Settings
from tests.door import client
from tests.engines import Engine as EngineName
from tests.engines import a_database, owners, share_statements
from tests.enrolled import enrolled
from tests.kept_connections import KeptConnections
from tests.phone import ORIGIN, Phone
from tests.reused_databases import ReusedDatabase
from tests.samples import PARTNER, SERVICES, STAFF
from tests.shifted_clock import ShiftedClock

EXAMPLES_WRITTEN = datetime(2026, 11, 30, 5, tzinfo=UTC)  # noon, of one day in all of the country
# Read once: to look into the environment for each field costs 2 ms, and a test changes only where things lie.
PLAIN = Settings(origins=(ORIGIN,))


class Place:
    """A running server with three units, and whoever a test brings in."""

    def __init__(
        self, app: FastAPI, http: httpx.Client, engine: Engine, settings: Settings, clock: ShiftedClock
    ) -> None:
        """`engine`: the owner's, who sees everything; the app has its own."""
        self.app, self.http, self.engine, self.settings, self.clock = app, http, engine, settings, clock
        self.units = {name: new_id() for name in ("A", "B", "C")}
        self.people: dict[str, str] = {}
        self.brought: dict[str, Any] = {}

    def begin(self) -> None:
        """On an empty database. Whom the examples name worked in each unit, is gone and is switched off: she counts
        for nobody, and may still be named."""
        with writing(self.engine) as session:
            session.add(Person(id=STAFF, name="Contoh", active=False, created_at=self.clock()))
            make_partner(session, "Klinik (contoh)", "bnn_clinic", "33.22.01.2001", SERVICES, id=PARTNER)
            for name, unit in self.units.items():
                session.add(Unit(id=unit, name=f"Unit {name}", village="33.22.01.2001", created_at=self.clock()))
                session.flush()
                gone = {"began_at": self.clock(), "ended_at": self.clock()}
                session.add(Membership(id=new_id(), person=STAFF, role="agent", unit=unit, **gone))

    def today(self) -> str:
        """The day it is in the units' villages; in the evening of Greenwich it is tomorrow there."""
        return str(day_in(self.clock(), "Asia/Jakarta"))

    def stand_at_examples(self) -> None:
        """The server's clock goes on from the day on which the kinds' examples were written, whatever day it is: what
        is of their year is of this one."""
        self.clock.ahead = EXAMPLES_WRITTEN - system_clock()

    def person(
        self, name: str, unit: str | None = "A", role: str = "agent", partner: str | None = None,
        area: str | None = None,
    ) -> str:  # fmt: skip
        """The id of a new account."""
        self.people[name] = new_id()
        with writing(self.engine) as session:
            home = self.units[unit] if unit else None
            if role == "partner" and partner is None:
                partner = make_partner(session, "Klinik (contoh)", "bnn_clinic", "33.22.01.2001", ["assessment"]).id
                session.flush()
            place = {"unit": home, "partner": partner, "area": area}
            make_person(session, name, role, **place, id=self.people[name], now=self.clock())
        return self.people[name]

    def phone(self, name: str, unit: str = "A", role: str = "agent") -> Phone:
        """Her phone, enrolled without the door; a second call gives her a second phone."""
        if name not in self.people:
            self.person(name, unit, role)
        return enrolled(self.app, Phone(self.http, self.code(name)))

    def code(self, name: str) -> str:
        """For a phone that comes through the door."""
        with writing(self.engine) as session:
            return make_code(session, self.settings, self.people[name], now=self.clock())

    def headers(self, name: str) -> dict[str, str]:
        """A token of an account without a phone."""
        return {"Authorization": f"Bearer {give_token(self.settings, self.people[name], now=self.clock())}"}

    def restore(self, *phones: Phone) -> None:
        """The server begins a new epoch, as after a restore, and these phones hear of it."""
        with writing(self.engine) as session:
            new_epoch(session, self.clock())
        for phone in phones:
            answer = self.http.post("/v1/sync/push", json=phone.ask(changes=[]), headers=phone.headers)
            assert answer.json()["type"] == "/problems/epoch-changed", answer.text
            phone.epoch, phone.cursor = answer.json()["epoch"], {}

    def invite(self, phone: Phone, client: str, name: str) -> None:
        """`phone`'s owner lets `name` follow."""
        answer = self.http.post(
            f"/v1/clients/{client}/followers",
            json={"agent": self.people[name], "reason": "Mendampingi bersama."},
            headers=phone.headers,
        )
        assert answer.status_code == 201, answer.text


@contextmanager
def a_place(engine: EngineName, folder: Path) -> Iterator[Place]:
    """The app on a fresh database of one engine."""
    with a_database(engine) as url, a_place_on(url, folder) as made:
        yield made


@contextmanager
def a_place_on(url: str, folder: Path) -> Iterator[Place]:
    """The app on this database."""
    with opened(url, folder) as made:
        made.begin()
        yield made


@contextmanager
def opened(url: str, folder: Path, again: ReusedDatabase | None = None) -> Iterator[Place]:
    """The app on a database in which its units are already, or will be; `again`: whose connections it is lent."""
    places = {"keys_file": folder / "keys.json", "dist": folder, "docs_assets": folder}
    settings = PLAIN.model_copy(update={"database_url": url, **places})
    clock = ShiftedClock()
    engines = make_engine(url, limits_of(settings)), make_engine(owners(url))
    with lent(engines[0], again and again.app) as engine, lent(engines[1], again and again.owner) as behind:
        app = create_app(settings, engine, clock)
        with client(app, ORIGIN) as http:
            yield Place(app, http, behind, settings, clock)
        if app.state.engine is not engine:  # a test has begun the server anew
            app.state.engine.dispose()


@contextmanager
def lent(engine: Engine, kept: KeptConnections | None) -> Iterator[Engine]:
    """With these connections, which it gives back."""
    if kept:
        kept.lend(engine)
    yield share_statements(engine)
    if kept:
        kept.take_back(engine)
    engine.pool.dispose()  # the engine's own makes it another pool, which takes longer
