"""A place of two homes with a case for everything that can become of one, and everybody who may or may not see it.

Every text that an office must not read holds RAHASIA: free notes, what a draft said before it was sent, and what lost
against another.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import col

from api.changes.feed_key import coaching_id
from api.changes.tables import Change, Feed, SentRecord
from api.clock import system_clock
from api.db.engine import writing
from api.identity.people import Unit
from api.identity.provisioning import make_partner
from api.ids import new_id
from api.records import KINDS
from tests.conftest import Place
from tests.phone import Phone
from tests.samples import BODIES, CASE_KINDS, COACHING_KINDS, PAPER_KINDS, PARTNER, SERVICES, body_in
from tests.test_feed_key import move
from tests.test_sync_people import end_follow

SECRET = "RAHASIA"
STATES = ("own", "foreign", "moved", "ended", "erased", "taken_back", "drafted")
PEOPLE = {
    "follower": "Sari", "handed_over": "Dewi", "revoked": "Citra", "stranger": "Eka", "coordinator": "Ratna",
    "foreign_coordinator": "Tono", "partner": "Maya", "other_partner": "Lain", "district": "Hadi",
    "other_district": "Jauh", "village": "Lurah", "province": "Propinsi", "national": "Pusat", "admin": "Admin",
    "nobody": "",
}  # fmt: skip


class AllCases:
    """`records`: {state: {kind: record}}; `entries`: of the log of reads, as last counted."""

    entries = 0

    def __init__(self, place: Place) -> None:
        self.place = place
        other = new_id()
        with writing(place.engine) as session:
            make_partner(session, "Klinik lain (contoh)", "clinic", "33.22.01.2001", SERVICES, id=other)
        self.sari, self.dewi = place.phone("Sari"), place.phone("Dewi")
        self.citra, self.budi = place.phone("Citra"), place.phone("Budi", "B")
        place.person("Eka")
        place.person("Ratna", role="coordinator")
        place.person("Tono", "B", role="coordinator")
        place.person("Wati", "C", role="coordinator")
        place.person("Maya", None, role="partner", partner=PARTNER)
        place.person("Lain", None, role="partner", partner=other)
        place.person("Hadi", None, role="district", area="33.22")
        place.person("Jauh", None, role="district", area="33.21")
        for name, role, area in (("Lurah", "village", "33.22.01.2001"), ("Propinsi", "province", "33"),
                                 ("Pusat", "national", None), ("Admin", "admin", None)):  # fmt: skip
            place.person(name, None, role, area=area)
        with writing(place.engine) as session:
            session.execute(update(Unit).where(col(Unit.id) == place.units["C"]).values(village="33.21.01.2001"))
        self.records = {state: self.case(state) for state in STATES}
        self.papers = {"own": self.written(self.sari), "foreign": self.written(self.budi)}
        self.coaching = {"own": self.coached("Hadi", "Ratna", "A"), "foreign": self.coached("Jauh", "Wati", "C")}
        for state in ("ended", "erased", "taken_back"):
            getattr(self, state)(self.records[state])

    def case(self, state: str) -> dict[str, str]:
        """A record of every kind, a draft that was sent, and one who lost; then who followed follows no more."""
        opener = self.budi if state in ("foreign", "moved") else self.sari
        case = opener.save("client", BODIES["client"])
        records = {"client": case}
        for kind in (kind for kind in CASE_KINDS if kind != "client"):
            draft = {"status": "drafted", "reason": SECRET, "partner_note": SECRET} if kind == "referral" else {}
            records[kind] = opener.save(kind, {**body_in(kind, records), **draft}, feed=case)
        opener.sync()
        ratna = self.place.phone("Tono" if opener is self.budi else "Ratna")
        if opener is self.sari:
            self.quarrel(case, records, ratna)
        after = {"status": "cancelled", "status_because": "Tidak mau."} if state == "drafted" else {"status": "sent"}
        opener.save("referral", {**after, "reason": None, "partner_note": None}, record=records["referral"])
        opener.sync()
        assert not opener.refused, opener.refused
        if state == "moved":
            assert move(self.place, "Tono", case, "A", "Sari").status_code == 200
            self.sari.sync()
        return records

    def written(self, phone: Phone) -> dict[str, str]:
        """{kind: a paper of her unit}."""
        unit = phone.card["unit"]["id"]
        made = {kind: phone.save(kind, BODIES[kind], feed=unit) for kind in PAPER_KINDS}
        phone.sync()
        assert not phone.refused, phone.refused
        return made

    def coached(self, officer: str, leader: str, unit: str) -> dict[str, str]:
        """{kind: a paper of whoever coaches the unit}, by its officer, or who leads it where she writes none."""
        made: dict[str, str] = {}
        phones = {role: self.place.phone(name) for role, name in (("district", officer), ("coordinator", leader))}
        for kind in COACHING_KINDS:
            phone = next(phone for role, phone in phones.items() if KINDS[kind].may_write(role))
            made[kind] = phone.save(kind, body_in(kind, made), feed=coaching_id(self.place.units[unit]))
            phone.sync()
            assert not phone.refused, phone.refused
        return made

    def quarrel(self, case: str, records: dict[str, str], ratna: Phone) -> None:
        """Two write the same field without knowing of each other; one value becomes a question."""
        for phone, name in ((self.dewi, "Dewi"), (self.citra, "Citra")):
            self.place.invite(self.sari, case, name)
            phone.sync()
        for phone, word in ((self.sari, "satu"), (self.dewi, "dua")):
            why = {"amended_because": "Salah tulis."} if KINDS["visit"].append_only else {}
            phone.save("visit", {"note": f"{SECRET} {word}", **why}, record=records["visit"])
            phone.save("referral", {"reason": f"{SECRET} {word}"}, record=records["referral"])
        for phone in (self.sari, self.dewi):
            phone.sync()
        self.sari.sync()
        assert all("questions" in self.sari.told[records[kind]]["body"] for kind in ("visit", "referral"))
        end_follow(self.place, self.sari, case, "Dewi", "handed_over")
        end_follow(self.place, ratna, case, "Citra", "revoked")

    def ended(self, records: dict[str, str]) -> None:
        """The institution said no, long ago, and the district was asked no more."""
        self.sari.save("referral", {"status": "declined", "status_because": "Penuh."}, record=records["referral"])
        self.sari.save("approval", {"status": "withdrawn"}, record=records["approval"])
        self.sari.sync()
        long_ago = system_clock() - timedelta(days=400)
        with writing(self.place.engine) as session:
            ended = (records["referral"], records["approval"])
            sent = update(SentRecord).where(col(SentRecord.record).in_(ended))
            session.execute(sent.values(ended_at=long_ago))

    def erased(self, records: dict[str, str]) -> None:
        """Nothing is left but that there was something."""
        with writing(self.place.engine) as session:
            mine = update(Change).where(col(Change.feed) == records["client"])
            session.execute(mine.values(body=None, set=None, was=None, lost=None))
            feed = update(Feed).where(col(Feed.id) == records["client"])
            session.execute(feed.values(erased_at=system_clock()))

    def taken_back(self, records: dict[str, str]) -> None:
        """Every record but the client's own."""
        for kind, record in records.items():
            if kind != "client":
                self.sari.save(kind, {"voided_because": "Salah klien."}, record=record)
        self.sari.sync()
        assert not self.sari.refused, self.sari.refused

    def get(self, role: str, path: str) -> Any:
        name = PEOPLE[role]
        return self.place.http.get(path, headers=self.place.headers(name) if name else {})
