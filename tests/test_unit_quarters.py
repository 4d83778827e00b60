"""Counts of quarters follow what happens, come to the same when counted anew, and to what a second counting finds."""

import json
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from api.changes.erasure import erase_case
from api.changes.feeds import lock_home
from api.changes.tables import Feed
from api.db.engine import reading, writing
from api.identity.people import Unit
from api.ids import shaped
from api.numbers.changed_days import changes_all, days_of, says_nothing, spans_reached
from api.numbers.unit_journal import JournalRow
from api.numbers.unit_quarters import keep_all_up, keep_up
from api.records import KINDS
from api.records.task_case import TaskRecord
from tests.conftest import Place
from tests.naive_numbers import Key, naive_numbers, plain
from tests.phone import Phone
from tests.samples import BODIES

THROUGH = "2027-Q1"
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


class Village:
    """Two units in which things happen by chance, in the first and the last time zone of the country."""

    def __init__(self, place: Place, seed: int) -> None:
        self.place, self.by = place, random.Random(seed)
        self.today = date.fromisoformat(place.today())
        self.later = place.clock() + timedelta(days=135)
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
    assert followed == naive_numbers(place.engine, THROUGH)
    assert len({line for _, _, line, _ in followed}) > 12
    assert keep_all_up(place.app.state.engine, village.later) == 0
    assert keep_all_up(place.app.state.engine, village.later, anew=True) == 3
    assert stored(place) == followed


def counted(place: Place, days: int, through: str) -> None:
    """So many days on, and as a second counting finds it."""
    keep_all_up(place.app.state.engine, place.clock() + timedelta(days=days))
    assert stored(place) == naive_numbers(place.engine, through)


def opened_at(phone: Phone, moment: datetime) -> None:
    """A client who was written down then."""
    by_chance = int(phone.save("client", BODIES["client"])[-12:], 16)
    phone.out[-1]["record"] = phone.out[-1]["feed"] = shaped(int(moment.timestamp() * 1000) << 80 | by_chance)
    phone.sync()


def test_what_was_not_read_is_read_again_when_something_of_it_matters(place: Place) -> None:
    village, sari = Village(place, 1), place.phone("Sari")
    client = sari.save("client", BODIES["client"])
    village.clients[client] = "A"
    sari.save("visit", {**BODIES["visit"], "on": "2026-09-20"}, feed=client)
    sari.sync()
    for phone in village.phones.values():
        opened_at(phone, datetime(2026, 9, 30, 15, tzinfo=UTC))
    counted(place, 0, "2026-Q3")
    reached = {unit for unit, _, line, _ in stored(place) if line == "reached"}
    assert reached == {plain(place.units["A"])}, "in the afternoon of Greenwich October began in Jayapura alone"
    sari.save("visit", {**BODIES["visit"], "on": "2026-10-10", "next_on": "2027-04-10"}, feed=client)
    sari.sync()
    for days, through in ((60, "2026-Q4"), (150, "2027-Q1"), (240, "2027-Q2")):
        counted(place, days, through)  # how long ago she was met before; then nothing; then what was promised
    for _ in range(2):
        village.moves()
        counted(place, 240, "2027-Q2")
    place.clock.ahead += timedelta(days=340)
    counted(place, 0, "2027-Q3")
    later = place.phone("Sari")
    later.save("closure", {**BODIES["closure"], "on": place.today()}, feed=client)
    later.sync()
    counted(place, 80, "2027-Q4")


def changed(kind: str, *, last: bool = True, lost: Any = None, version: int = 9, **said: Any) -> JournalRow:
    """About a record of 23 November 2026. `said`: `set`, `was` and `body`."""
    written = {name: json.dumps(said[name]) if name in said else None for name in ("set", "was", "body")}
    record = f"{int(datetime(2026, 11, 23, tzinfo=UTC).timestamp() * 1000):012x}" + "7" + "0" * 19
    return JournalRow(version, "a", shaped(int(record, 16)), kind, "2026-11-23", lost=lost, last=last, **written)


def test_a_change_is_counted_from_the_earliest_day_that_it_may_reach() -> None:
    closed = [TaskRecord("a", "closure", {"on": day}) for day in ("2026-06-20", "2026-09-30")]
    reached = {
        kind: set(spans_reached(changed(kind, body={"on": "2026-10-02"}), closed))
        for kind in ("visit", "quality_of_life", "plan")
    }
    assert reached["visit"] == {"2026-Q4", "2026-Q3"}, "it may answer one that was planned three days earlier"
    assert reached["quality_of_life"] == {"2026-Q4", "2026-Q3"}, "as the case was closed two days before"
    assert reached["plan"] == {"2026-Q4"}
    assert set(spans_reached(changed("quality_of_life", body={"on": "2026-10-02"}), closed[:1])) == {"2026-Q4"}
    made = changed("visit", body={"on": "2026-10-03", "next_on": "2026-10-20"})
    assert set(days_of(made)) == {"2026-10-03", "2026-10-20"}
    put_right = changed("visit", last=False, was={"on": "2026-01-05"}, set={"on": "2026-10-03"})
    assert set(days_of(put_right)) == {"2026-01-05", "2026-10-03"}, "both may differ"
    first_said = changed("visit", was={}, set={"on": "2026-10-03"}, body={"on": "2026-10-03"})
    assert set(days_of(first_said)) == {"2026-11-23", "2026-10-03"}, "it counted by the day on which it was written"
    noted = changed("visit", was={}, set={"note": "Lain."}, body={"on": "2026-10-03", "note": "Lain."})
    assert set(days_of(noted)) == {"2026-10-03"}


def test_what_follows_on_something_is_counted_from_that_on() -> None:
    relapse = changed("relapse", body={"on": "2026-10-03"})
    days = ("2025-02-01", "2026-05-01", "2026-11-30")
    begun = [TaskRecord(day, "aftercare", {"starts_on": day}) for day in days]
    assert set(spans_reached(relapse, begun)) == {"2026-Q2", "2026-Q4"}, "not what is long over, nor what came later"
    assert set(spans_reached(relapse, [])) == {"2026-Q4"}


def test_what_no_number_looks_at_changes_none() -> None:
    status = changed("client", was={}, set={"status": "closed"}, body={})
    told_again = changed("visit", body={"on": "2026-10-03"}, version=4)
    assert [says_nothing(one, 5) for one in (status, told_again)] == [True] * 2
    taken_back = changed("client", was={}, set={"voided_because": "Dua kali."}, body={})
    support = changed("visit", was={}, set={"support": ["listened"]}, body={"on": "2026-10-03"})
    sent = changed("referral", was={}, set={"status": "accepted"}, body={})
    assert not any(says_nothing(one, 5) for one in (taken_back, support, sent)), "the server writes steps itself"
    assert not says_nothing(changed("client", body={}), 5)


def test_what_nobody_can_follow_day_by_day_is_counted_anew() -> None:
    clashed = changed("visit", was={"on": "2026-01-05"}, set={"on": "2026-10-03"}, lost="{}", body={"on": "2026-02-01"})
    followed = changed("visit", was={"on": "2026-01-05"}, set={"on": "2026-10-03"}, body={"on": "2026-10-03"})
    erased, consent = changed("visit"), changed("consent", was={}, set={"on": "2026-10-03"}, body={})
    noted = changed("visit", was={}, set={"note": "Lain."}, lost="{}", body={"on": "2026-02-01"})
    assert [changes_all(one) for one in (clashed, erased, consent)] == [True] * 3
    assert [changes_all(one) for one in (followed, noted, changed("consent", body={}))] == [False] * 3
