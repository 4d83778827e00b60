"""What the demo's officer wrote about the unit: from its mapping to what came of a year's assistance."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from api.changes.feed_key import coaching_id
from api.cli.demo_papers import UnitPaper, ago, assessment
from api.cli.demo_people import HER_PARTNER, KOPENG, demo_day
from api.cli.demo_phases import OTHERS, phase_papers
from api.cli.demo_picture import SCANNED
from api.db.engine import reading
from api.identity.actors import find_actor
from api.ids import demo_id
from api.problems.tree import NotAllowed
from api.sync.push import Moments, begin_as, push


def load_coaching(engine: Engine, now: datetime) -> None:
    """By the door that her phone uses."""
    told = [change(now, "unit A", one) for one in coaching_papers(demo_day(now))]
    told += [change(now, other.unit, one) for other in OTHERS for one in phase_papers(demo_day(now), other)]
    push_as(engine, now, "bnnk", told)
    push_as(engine, now, "Bu Ratna", [change(now, "unit A", month_report(demo_day(now)))])


def push_as(engine: Engine, now: datetime, name: str, told: list[dict[str, Any]]) -> None:
    """NotAllowed where anything of it is not taken."""
    with reading(engine) as session:
        author = find_actor(session, demo_id(name))
    for result in push(begin_as(engine, author), Moments(now, now), told).results:
        if result.answer != "applied":
            raise NotAllowed("demo-refused", problem=result.problem)


def change(now: datetime, unit: str, one: UnitPaper) -> dict[str, Any]:
    """As a phone would send it."""
    ids = {"id": demo_id(f"by {one.name}"), "record": demo_id(one.name), "feed": coaching_id(demo_id(unit))}
    return {**ids, "kind": one.kind, "at": now.isoformat(timespec="seconds").replace("+00:00", "Z"), "set": one.sets}


def coaching_papers(today: date) -> list[UnitPaper]:
    """What one names stands before it."""
    last = today.year - 1
    return [*founding(today, last), *kit(today, last)]


def founding(today: date, last: int) -> list[UnitPaper]:
    """The unit was mapped, has its decree, its agents were trained, and it works."""
    signed = ago(today, 600)
    return [
        UnitPaper("village_profile", "village_profile", {
            "on": ago(today, 660), "village": KOPENG, "year": last, "risk": "waspada", "main_signs": ["use"],
            "beside_signs": ["tourism", "boarding_houses"], "population": 6900, "potentials": ["puskesmas", "umkm"],
        }),
        UnitPaper("advocacy", "advocacy", {
            "on": ago(today, 640), "level": "village", "to": ["lurah", "tp_pkk"], "wanted": ["sk", "room"],
            "answer": "yes", "promised_by": signed,
        }),
        UnitPaper("decree", "decree", {
            "on": signed, "sort": "unit_formation", "number": "411.4/03/2025", "signed_by": "kades",
            "starts_on": signed, "ends_on": ago(today, -40), "scan": [SCANNED],
        }),
        *(appointment(name, background, signed) for name, background in (("Sari", "pkk"), ("Dewi", "ex_user"))),
        UnitPaper("training", "bimtek", {
            "title": "Bimtek agen pemulihan", "sort": "training_ap", "starts_on": ago(today, 560),
            "ends_on": ago(today, 556), "hours": 40, "organiser": "bnnk",
            "modules": ["skrining_assist", "intervensi_singkat", "pencatatan"],
        }),
        UnitPaper("training_attendance", "training_attendance", {
            "training": demo_id("bimtek"), "person": demo_id("Sari"), "pre": 50, "post": 85, "passed": True,
        }),
        UnitPaper("unit_year", "unit_year", {
            "year": last, "label": "baru", "mapped_on": ago(today, 660), "advocated_on": ago(today, 640),
            "decreed_on": signed, "trained_on": ago(today, 556), "operational_on": ago(today, 550),
            "target_phase": "berkembang", "target_clients": 8, "target_outreach": 12,
        }),
    ]  # fmt: skip


def appointment(name: str, background: str, since: str) -> UnitPaper:
    """Until somebody ends it."""
    sets = {"person": demo_id(name), "role": "anggota", "background": background, "starts_on": since}
    return UnitPaper("appointment", "appointment" if name == "Dewi" else f"appointment of {name}", sets)


def kit(today: date, last: int) -> list[UnitPaper]:
    """Monitoring twice, a problem, the analysis of the year, a visit, an action, the result, and money."""
    counted = {"agents_active": 2, "agents_trained": 1, "sk_valid": True, "room": "weak", "leader_active": "good"}
    return [
        UnitPaper("monitoring", "monitoring start", {
            "on": ago(today, 500), "year": last, "when": "start", **counted, "outreach": 2, "village_fund": 6000000,
        }),
        UnitPaper("monitoring", "monitoring last", {
            "on": ago(today, 340), "year": last, "when": "end", **counted, "outreach": 9, "village_fund": 12000000,
            "tools": ["forms", "phone"], "coach_visits": 2, "mapping_done": True, "reached": 14, "screened": 6,
        }),
        UnitPaper("monitoring", "monitoring", {
            "on": ago(today, 4), "year": today.year, "when": "end", **counted, "outreach": 11,
        }),
        UnitPaper("unit_problem", "unit_problem", {
            "on": ago(today, 500), "aspect": "process", "what": "Kunjungan sering terlambat.", "urgency": 4,
            "seriousness": 3, "growth": 2, "owner": "unit", "status": "planned",
        }),
        UnitPaper("swot", "swot", {
            "year": last, "strengths": [{"what": "Agen dikenal warga."}], "threats": [{"what": "Banyak pendatang."}],
            "strategies": [{"action": "Minta ruang ke desa.", "way": "wo", "owner": "village"}],
        }),
        UnitPaper("assistance", "assistance", {
            "on": ago(today, 30), "mode": "onsite", "by": [{"who": "Seksi Rehabilitasi", "institution": "bnnk"}],
            "attended": 4, "agents": 2, "topics": ["skrining", "pencatatan"], "advice": "Latihan skrining sekali lagi.",
            "next_on": ago(today, -60), "signed_coach": True,
        }),
        UnitPaper("unit_action", "unit_action", {
            "what": "Buat jadwal kunjungan setiap minggu.", "owner": "unit", "due": ago(today, -14), "status": "open",
            "problem": demo_id("unit_problem"), "assistance": demo_id("assistance"),
        }),
        UnitPaper("assistance_result", "assistance_result", {
            "year": last, "monitoring": demo_id("monitoring last"), "recommend": "strengthen",
            "because": "Penyuluhan sudah rutin, ruang belum ada.",
        }),
        assessment("phase_assessment", ago(today, 338), last, "monitoring last", "tumbuh"),
        *money(today),
    ]  # fmt: skip


def month_report(today: date) -> UnitPaper:
    """The month before the last one was confirmed; the last one waits."""
    last = today.replace(day=1) - timedelta(days=1)
    before = last.replace(day=1) - timedelta(days=1)
    figures = {"outreach": 1, "outreach_heads": 30}
    sets = {"month": f"{before:%Y-%m}", "on": str(last.replace(day=3)), **figures, "counted": figures}
    return UnitPaper("month_report", "month_report", sets)


def money(today: date) -> list[UnitPaper]:
    """What was agreed with an institution, and what the village gives."""
    return [
        UnitPaper("agreement", "agreement", {
            "institution": demo_id(f"partner {HER_PARTNER}"), "number": "PKS/03/2025/BNNK", "on": ago(today, 400),
            "starts_on": ago(today, 400), "ends_on": ago(today, -700), "scope": ["assessment", "outpatient"],
            "budget_lines": [{"what": "Laporan", "line": "documentation_reporting", "amount": 3000000}],
        }),
        UnitPaper("funding", "funding", {
            "year": today.year, "source": "village_fund", "line": "documentation_reporting", "planned": 3000000,
            "spent": 1200000,
        }),
    ]  # fmt: skip
