"""Counts of quarters follow what happens, come to the same when counted anew, and to what a second counting finds."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from api.changes.erasure import erase_case
from api.changes.feeds import lock_home
from api.changes.tables import Feed
from api.db.engine import reading, writing
from api.identity.people import Unit
from api.ids import shaped
from api.numbers.quarters import first_day_of, last_span_over, moved, span_of
from api.numbers.unit_quarters import keep_all_up, keep_up
from api.records import KINDS
from tests.conftest import Place
from tests.naive_numbers import Key, naive_numbers, plain
from tests.phone import Phone
from tests.samples import BODIES

KINDS_WRITTEN = (
    "visit", "visit", "meeting", "screening", "plan", "closure", "relapse", "consent", "alert", "outreach", "aftercare",
    "quality_of_life", "quality_of_life", "situation", "vocational_training", "referral",
)  # fmt: skip
LAYERS = ["contact", "screening", "participation", "family", "referral", "research"]
CHOICES: dict[str, list[Any]] = {
    "attended": ["came", "late"], "point": ["start", "end"], "came_from": ["outpatient"],
    "path": ["voluntary", "tat"], "work": ["none", "working"],
}  # fmt: skip


def stored(place: Place) -> dict[Key, tuple[int, int]]:
    with place.engine.connect() as connection:
        rows = connection.execute(text("SELECT home, span, line, block, count, people FROM quarter_number")).all()
    return {(plain(home), span, line, block): (count, people) for home, span, line, block, count, people in rows}


def days_on(place: Place, days: int) -> datetime:
    """At an hour that is of one day in all of the country."""
    return (place.clock() + timedelta(days=days)).replace(hour=3)


def over_at(now: datetime) -> str:
    """The last quarter that is over then."""
    return last_span_over(now, "Asia/Jakarta")


class Village:
    """Two units in which things happen by chance, in the first and the last time zone of the country."""

    def __init__(self, place: Place, seed: int) -> None:
        self.place, self.by = place, random.Random(seed)
        self.today = date.fromisoformat(place.today())
        self.later = days_on(place, 135)
        self.phones = {"A": place.phone("Sari"), "B": place.phone("Budi", "B")}
        for name, unit in (("Ratna", "A"), ("Tono", "B")):
            place.person(name, unit, "coordinator")
        with writing(place.engine) as session:
            session.get_one(Unit, place.units["B"]).timezone = "Asia/Jayapura"
        self.clients: dict[str, str] = {}
        self.written: list[tuple[Phone, str, str]] = []

    def day(self) -> str:
        return str(self.today - timedelta(days=self.by.randrange(100)))

    def step(self) -> None:
        """One thing; what a rule refuses did not happen."""
        deeds = [self.opens, *[self.writes] * 8, self.edits, self.edits, self.counts, self.counts]
        self.by.choice([*deeds, self.takes_back, self.moves, self.erases])()

    def opens(self) -> None:
        unit = self.by.choice("AB")
        client = self.phones[unit].save("client", BODIES["client"])
        self.clients[client] = unit
        agreed = {**BODIES["consent"], "on": str(self.today - timedelta(days=100)), "act": "given", "layers": LAYERS}
        self.phones[unit].save("consent", agreed, feed=client)
        self.phones[unit].sync()

    def writes(self) -> None:
        kind, (client, unit) = self.by.choice(KINDS_WRITTEN), self.one()
        phone = self.phones[unit]
        body = {**BODIES[kind]} | {KINDS[kind].day or "on": self.day()}
        body |= {field: self.by.choice(values) for field, values in CHOICES.items() if field in body}
        if kind in ("visit", "meeting"):
            body["next_on"] = str(date.fromisoformat(body["on"]) + timedelta(days=self.by.randrange(1, 30)))
        if kind == "consent":
            layers = self.by.choice([["research"], ["contact", "screening"]])
            body |= {"act": self.by.choice(["given", "given", "given", "withdrawn"]), "layers": layers}
        feed = self.place.units[unit] if kind == "outreach" else client
        self.written.append((phone, kind, phone.save(kind, body, feed=feed)))
        phone.sync()

    def one(self) -> tuple[str, str]:
        if not self.clients:
            self.opens()
        return self.by.choice(list(self.clients.items()))

    def edits(self) -> None:
        if self.written:
            phone, kind, record = self.by.choice(self.written)
            given = {KINDS[kind].day or "on": self.day()} if self.by.random() < 0.5 else {"note": "Lain."}
            phone.save(kind, {**given, "amended_because": "Salah tulis."}, record=record)
            phone.sync()

    def takes_back(self) -> None:
        if self.written:
            phone, kind, record = self.by.choice(self.written)
            phone.save(kind, {"voided_because": "Tertulis dua kali."}, record=record)
            phone.sync()

    def moves(self) -> None:
        client, unit = self.one()
        to = "B" if unit == "A" else "A"
        body: dict[str, Any] = {"unit": self.place.units[to], "reason": "Pindah desa."}
        body["followers"] = [self.place.people["Sari" if to == "A" else "Budi"]]
        leads = self.place.headers("Ratna" if unit == "A" else "Tono")
        if self.place.http.post(f"/v1/clients/{client}/unit", headers=leads, json=body).is_success:
            self.clients[client] = to
            self.phones[to].sync()

    def erases(self) -> None:
        if len(self.clients) > 4:
            client = self.clients and self.by.choice(list(self.clients))
            self.clients.pop(client)
            with writing(self.place.engine) as session:
                query = text("SELECT home FROM feed WHERE id = :id")
                home = session.connection().execute(query, {"id": self.as_kept(client)}).scalar_one()
                locked = lock_home(session, self.dashed(home))
                erase_case(session, locked, session.get_one(Feed, (locked.home, client)), self.place.clock())

    def as_kept(self, name: str) -> str:
        return plain(name) if self.place.engine.dialect.name == "sqlite" else name

    def dashed(self, name: Any) -> str:
        return next(one for one in self.place.units.values() if plain(one) == plain(name))

    def counts(self) -> None:
        unit = self.place.units[self.by.choice("AB")]
        with reading(self.place.engine) as session:
            found = session.get_one(Unit, unit)
        keep_up(self.place.app.state.engine, found, self.later - timedelta(days=self.by.choice([0, 0, 95])))


@pytest.mark.parametrize("seed", [1, 2])
def test_counts_follow_what_happens(place: Place, seed: int) -> None:
    """Late work, days put right, what is taken back, moved or erased, and consents taken back: at the end the rows are
    those of a counting from nothing, and of a second one that shares no line with the first."""
    village = Village(place, seed)
    for _ in range(70):
        village.step()
    keep_all_up(place.app.state.engine, village.later)
    followed = stored(place)
    assert followed == naive_numbers(place.engine, over_at(village.later))
    assert len({line for _, _, line, _ in followed}) > 12
    assert keep_all_up(place.app.state.engine, village.later) == 0
    assert keep_all_up(place.app.state.engine, village.later, anew=True) == 3
    assert stored(place) == followed


def counted(place: Place, days: int) -> None:
    """So many days on, and as a second counting finds it."""
    now = days_on(place, days)
    keep_all_up(place.app.state.engine, now)
    assert stored(place) == naive_numbers(place.engine, over_at(now))


def opened_at(phone: Phone, moment: datetime) -> None:
    """A client who was written down then."""
    by_chance = int(phone.save("client", BODIES["client"])[-12:], 16)
    phone.out[-1]["record"] = phone.out[-1]["feed"] = shaped(int(moment.timestamp() * 1000) << 80 | by_chance)
    phone.sync()


def test_what_was_not_read_is_read_again_when_something_of_it_matters(place: Place) -> None:
    village, sari = Village(place, 1), place.phone("Sari")
    client = sari.save("client", BODIES["client"])
    village.clients[client] = "A"
    began = first_day_of(moved(over_at(place.clock()), 1))
    sari.save("visit", {**BODIES["visit"], "on": str(began - timedelta(days=11))}, feed=client)
    sari.sync()
    for phone in village.phones.values():
        opened_at(phone, datetime.combine(began - timedelta(days=1), time(15), UTC))
    counted(place, 0)
    reached = {unit for unit, _, line, _ in stored(place) if line == "reached"}
    assert reached == {plain(place.units["A"])}, "in the afternoon of Greenwich the quarter began in Jayapura alone"
    promised = first_day_of(moved(span_of(str(began)), 2)) + timedelta(days=9)
    sari.save("visit", {**BODIES["visit"], "on": str(began), "next_on": str(promised)}, feed=client)
    sari.sync()
    for days in (60, 150, 240):
        counted(place, days)  # how long ago she was met before; then nothing; then what was promised
    for _ in range(2):
        village.moves()
        counted(place, 240)
    place.clock.ahead += timedelta(days=340)
    counted(place, 0)
    later = place.phone("Sari")
    later.save("closure", {**BODIES["closure"], "on": place.today()}, feed=client)
    later.sync()
    counted(place, 80)
