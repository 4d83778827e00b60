"""One client's case while it is being written: who she is, and everything that was written down so far."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from api.records.client_code import CROCKFORD, check_symbol
from bench.nation.chance import Chance
from bench.nation.deeds import Deed, Sets
from bench.nation.places import NationUnit

AGES = {"15-17": 6, "18-24": 34, "25-34": 31, "35-44": 18, "45-59": 9, "60+": 1, "0-14": 1}
CALLED = ("Elang", "Merpati", "Cendana", "Rajawali", "Kenari", "Samudra", "Rimba", "Lentera", "Embun", "Senja",
          "Bintang", "Ombak", "Teratai", "Jangkar", "Kemuning", "Awan")  # fmt: skip
FOUND = {"outreach": 34, "self": 9, "family": 20, "neighbour": 10, "friend": 8, "ex_user": 5, "leader": 6,
         "health_worker": 4, "school": 2, "rehab_return": 2}  # fmt: skip
NOTES = (
    "Ngobrol santai di teras, tidur mulai teratur, masih diajak teman lama.",
    "Ikut kerja bakti. Cerita banyak soal kerjaan dan soal rumah.",
    "Sempat murung, tapi mau ditemani. Ibunya ikut duduk sebentar.",
    "Kondisi baik, mulai bantu di warung, minggu depan mau ikut pertemuan.",
)


class ClientCase:
    """`agent`: who accompanies her. `until`: nothing is written after that day."""

    def __init__(self, chance: Chance, unit: NationUnit, agent: str, begins: date, until: date) -> None:
        self.chance, self.unit, self.agent, self.begins, self.until = chance, unit, agent, begins, until
        self.feed = chance.id_on(begins)
        symbols = "".join(chance.one_of(CROCKFORD) for _ in range(6))
        self.code, self.alias = symbols + check_symbol(symbols), f"{chance.one_of(CALLED)} {chance.between(1, 99)}"
        self.age_band, self.sex = chance.weighted(AGES), chance.weighted({"male": 80, "female": 19, "unsaid": 1})
        self.status, self.deeds = "registered", list[Deed]()
        self.consent = self.screening = self.interview_id = ""
        self.screened: dict[str, Any] = {}

    def write(self, day: date, kind: str, sets: Sets, record: str = "") -> str:
        """The id of a new record; what would be written later than `until` was not."""
        record = record or self.chance.id_on(day)
        if day <= self.until:
            said = {name: value for name, value in sets.items() if value is not None}
            self.deeds.append(Deed(day, self.agent, kind, record, self.feed, said))
        return record

    def edit(self, day: date, kind: str, record: str, sets: Sets, was: Sets, by: str = "") -> None:
        """`by`: an office; else who accompanies her."""
        if day <= self.until:
            self.deeds.append(Deed(day, by or self.agent, kind, record, self.feed, sets, was))

    def stand(self, day: date, status: str, **more: str) -> None:
        """Where her accompaniment stands, as her phone writes it beside what moved it."""
        if status != self.status and day <= self.until:
            self.edit(day, "client", self.feed, {"status": status, **more}, {"status": self.status})
            self.status = status

    def note(self, chance_of: float = 0.6) -> str | None:
        """What people write, where they do."""
        return self.chance.one_of(NOTES) if self.chance.yes(chance_of) else None


def in_order(cases: Sequence[ClientCase], papers: Sequence[Deed]) -> list[Deed]:
    """Everything that is written in a unit, by day; of one day as it was written."""
    every = [*papers, *(deed for case in cases for deed in case.deeds)]
    return sorted(every, key=lambda deed: deed.day)
