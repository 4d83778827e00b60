"""What supervises a unit: from its mapping to what its year came to, by the officer of its district."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from api import policies
from api.changes.feed_key import coaching_id
from bench.nation.chance import Chance
from bench.nation.deeds import Deed, Sets
from bench.nation.phase_tiers import INDICATORS, TARGETS
from bench.nation.places import NationUnit

# In its order, with the field of the year that tells the day, and days since the step before.
STEPS = {"mapped": 0, "advocated": 25, "decreed": 30, "recruited": 15, "trained": 20, "operational": 20}
BY_TWO = [{"who": "Seksi Rehabilitasi", "institution": "bnnk"}, {"who": "Bidang Rehabilitasi", "institution": "bnnp"}]


class CoachedUnit:
    """Its coaching papers while they are being written."""

    def __init__(self, chance: Chance, unit: NationUnit, until: date) -> None:
        self.chance, self.unit, self.until = chance, unit, until
        self.feed, self.deeds = coaching_id(unit.id), list[Deed]()
        self.reached: dict[str, date] = {}
        self.founded_by: dict[str, str] = {}

    def write(self, day: date, kind: str, sets: Sets, by: str = "") -> str:
        """The id of a new paper; one of a later day was not written."""
        record = self.chance.id_on(day)
        if day <= self.until:
            said = {name: value for name, value in sets.items() if value is not None}
            self.deeds.append(Deed(day, by or self.unit.coach, kind, record, self.feed, said))
        return record

    def edit(self, day: date, kind: str, record: str, sets: Sets, was: Sets, by: str = "") -> None:
        """`by`: who leads the unit; else its officer."""
        if day <= self.until:
            self.deeds.append(Deed(day, by or self.unit.coach, kind, record, self.feed, sets, was))


def coached(chance: Chance, unit: NationUnit, until: date) -> Iterator[Deed]:
    """Its founding as far as it came, and a round of papers for each year in which it works."""
    papers = CoachedUnit(chance, unit, until)
    found(papers)
    first = unit.works_on or unit.founded
    for year in range(first.year, until.year + 1):
        write_year(papers, year)
        if unit.works_on:
            write_round(papers, year)
    yield from papers.deeds


def found(papers: CoachedUnit) -> None:
    """Each step that it reached, with its paper."""
    unit, day = papers.unit, papers.unit.founded
    for step, days in STEPS.items():
        day += timedelta(days=days)
        papers.reached[step] = unit.works_on or day if step == "operational" else day
        FOUNDING.get(step, nothing)(papers, papers.reached[step])
        if step == unit.stage:
            return


def nothing(_papers: CoachedUnit, _day: date) -> None:
    """No paper of its own."""


def map_village(papers: CoachedUnit, day: date) -> None:
    """How much danger there is."""
    chance = papers.chance
    papers.write(day, "village_profile", {
        "on": str(day), "village": papers.unit.village, "year": day.year,
        "risk": chance.weighted({"bahaya": 20, "waspada": 40, "siaga": 30, "aman": 10}),
        "main_signs": chance.some_of(["cases", "dealers", "couriers", "use"], 3),
        "population": chance.between(900, 14000),
        "potentials": chance.some_of(["puskesmas", "umkm", "youth", "worship"], 3),
        "bersinar": chance.weighted({"no": 70, "planned": 30}),
    })  # fmt: skip


def ask_heads(papers: CoachedUnit, day: date) -> None:
    """For a decree and a room."""
    answer = "yes" if papers.unit.stage != "advocated" else "later"
    papers.write(day, "advocacy", {
        "on": str(day), "level": "village", "to": ["lurah", "tp_pkk"], "wanted": ["sk", "room"], "answer": answer,
        "promised_by": str(day + timedelta(days=45)),
    })  # fmt: skip


def sign_decree(papers: CoachedUnit, day: date) -> None:
    """Some run out within the year."""
    papers.write(day, "decree", {
        "on": str(day), "sort": "unit_formation", "number": f"411.4/{papers.chance.between(1, 99)}/{day.year}",
        "signed_by": "kades" if papers.unit.village[9] == "2" else "lurah", "starts_on": str(day),
        "ends_on": str(date(day.year + papers.chance.between(3, 6), 12, 31)),
    })  # fmt: skip


def train(papers: CoachedUnit, day: date) -> None:
    """Most of its agents, in five days."""
    training = papers.write(day, "training", {
        "title": "Bimtek agen pemulihan", "sort": "training_ap", "starts_on": str(day - timedelta(days=4)),
        "ends_on": str(day), "hours": 40, "place": "Balai desa", "organiser": "bnnk", "mode": "onsite",
        "modules": ["skrining_assist", "intervensi_singkat", "pencatatan"],
    })  # fmt: skip
    for at, agent in enumerate(papers.unit.agents):
        if at == 0 or papers.chance.yes(0.85):
            papers.write(day, "training_attendance", {
                "training": training, "person": agent, "pre": papers.chance.between(30, 60),
                "post": papers.chance.between(65, 95), "passed": True,
            })  # fmt: skip


FOUNDING = {"mapped": map_village, "advocated": ask_heads, "decreed": sign_decree, "trained": train}


def write_year(papers: CoachedUnit, year: int) -> None:
    """As it begins, or as the unit does; steps that came later are put in then."""
    unit, begins = papers.unit, max(date(year, 1, 15), papers.unit.founded)
    last = max(papers.reached.values())
    known = {f"{step}_on": str(day) for step, day in papers.reached.items() if day <= begins}
    record = papers.write(begins, "unit_year", {
        "year": year, "label": "berkelanjutan" if unit.founded.year < year else "baru", "coach": unit.coach,
        "target_phase": TARGETS[unit.phase], "target_clients": 12, "target_outreach": 12, "target_meetings": 80,
        **known,
    })  # fmt: skip
    later = {f"{step}_on": str(day) for step, day in papers.reached.items() if day > begins}
    if later:
        papers.edit(max(last, begins), "unit_year", record, later, dict.fromkeys(later))


def write_round(papers: CoachedUnit, year: int) -> None:
    """Monitoring at its start and end, a problem, the analysis, visits, actions, the result, money, the phase."""
    unit, chance = papers.unit, papers.chance
    begins = max(date(year, 2, 1), (unit.works_on or unit.founded) + timedelta(days=10))
    ends = date(year, 12, 5)
    figures: dict[str, Any] = {**INDICATORS[unit.phase], "agents_active": len(unit.agents)}
    papers.write(begins, "monitoring", {"on": str(begins), "year": year, "when": "start", "sk_valid": True,
                                        "agents_active": len(unit.agents), "room": "weak"})  # fmt: skip
    problem = papers.write(begins, "unit_problem", {
        "on": str(begins), "aspect": chance.one_of(["input", "process", "output"]), "owner": "unit", "status": "open",
        "what": "Kunjungan sering terlambat.", "urgency": chance.between(1, 5), "seriousness": chance.between(1, 5),
        "growth": chance.between(1, 5),
    })  # fmt: skip
    swot = papers.write(begins, "swot", {
        "year": year, "strengths": [{"what": "Agen dikenal warga."}], "threats": [{"what": "Banyak pendatang."}],
        "strategies": [{"action": "Minta ruang ke desa.", "way": "wo", "owner": "village"}],
    })  # fmt: skip
    assist(papers, begins, ends, problem, swot)
    fund(papers, year, begins)
    last = papers.write(ends, "monitoring", {"on": str(ends), "year": year, "when": "end", **figures})
    conclude(papers, year, ends + timedelta(days=2), last)


def assist(papers: CoachedUnit, begins: date, ends: date, problem: str, swot: str) -> None:
    """Each quarter or so; what was agreed is mostly done."""
    chance, day = papers.chance, papers.chance.later(begins, 15, 40)
    while day < ends:
        following = chance.later(day, 80, 110)
        mode = chance.one_of(["onsite", "onsite", "online"])
        quality = {"consent_complete": chance.between(70, 100), "flags_handled": chance.between(70, 100)}
        visit = papers.write(day, "assistance", {
            "on": str(day), "mode": mode, "by": BY_TWO[:1], "attended": 5,
            "agents": 4, "topics": ["skrining", "pencatatan"], "advice": "Latihan skrining sekali lagi.",
            **quality, "prefilled": quality, "next_on": str(following), "signed_coach": True,
        })  # fmt: skip
        papers.edit(chance.later(day, 1, 9), "assistance", visit, {"signed_unit": True}, {"signed_unit": None},
                    papers.unit.leader)  # fmt: skip
        due = chance.later(day, 20, 60)
        action = papers.write(day, "unit_action", {
            "what": "Buat jadwal kunjungan setiap minggu.", "owner": "unit", "due": str(due), "status": "open",
            "problem": problem, "swot": swot, "assistance": visit,
        })  # fmt: skip
        if chance.yes(0.7):
            done = chance.later(day, 10, 60)
            papers.edit(done, "unit_action", action, {"status": "done", "done_on": str(done)},
                        {"status": "open", "done_on": None}, papers.unit.leader)  # fmt: skip
        day = following


def fund(papers: CoachedUnit, year: int, day: date) -> None:
    """Half of them have money for papers and reports."""
    for line in ("operation", "documentation_reporting")[: papers.chance.between(1, 2)]:
        planned = papers.chance.between(2, 15) * 1_000_000
        papers.write(day, "funding", {"year": year, "source": "village_fund", "line": line, "planned": planned,
                                      "spent": planned // 2})  # fmt: skip


def conclude(papers: CoachedUnit, year: int, day: date, monitoring: str) -> None:
    """What came of it, and the phase by two assessors."""
    papers.write(day, "assistance_result", {
        "year": year, "monitoring": monitoring, "recommend": papers.chance.one_of(["continue", "strengthen"]),
        "because": "Kunjungan sudah rutin.", "signed_coach": True,
    })  # fmt: skip
    papers.write(day, "phase_assessment", {
        "on": str(day), "year": year, "when": "end", "rubric_version": policies.phase_rubric().version,
        "monitoring": monitoring, "phase": papers.unit.phase, "assessors": BY_TWO,
        "override_because": "Dua penilai melihat sendiri kerja unit ini.",
    })  # fmt: skip
