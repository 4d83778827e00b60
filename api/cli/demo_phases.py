"""Four units of the demo's district in four phases: what its officer wrote about the three beside the first one."""

from datetime import date
from typing import Any, NamedTuple

from api.cli.demo_papers import UnitPaper, ago, assessment
from api.cli.demo_people import ASINAN, BANDUNGAN, ELSEWHERE, LEREP
from api.ids import demo_id

# Everything that a monitoring asks for; a unit further down has less of it.
STRONG = {
    "agents_active": 6, "agents_trained": 5, "leader_active": "strong", "room": "good", "tools": ["forms", "phone"],
    "village_fund": 24000000, "coach_visits": 4, "mapping_done": True, "reached": 41, "screened": 32, "visits": 96,
    "on_time": 80, "reports_in_time": 12, "clients": 14, "finished": 8, "qol_pairs": 8, "qol_social": 80,
    "qol_physical": 75, "productive": 70, "satisfaction": 90, "vocational": 6,
}  # fmt: skip
GROWING = STRONG | {
    "leader_active": "good", "room": "fair", "coach_visits": 3, "screened": 20, "visits": 60, "on_time": 62,
    "reports_in_time": 8, "clients": 10, "finished": None, "qol_pairs": None, "qol_social": None, "qol_physical": None,
    "productive": 40, "satisfaction": 70, "vocational": None,
}  # fmt: skip
BEGINNING = {"agents_active": 3, "agents_trained": 0, "room": "none", "tools": ["forms"], "mapping_done": True}


class PhasedUnit(NamedTuple):
    """`unit`: its name among the demo's. `works`: days since it began to work; None: not yet."""

    unit: str
    village: str
    phase: str
    target: str
    works: int | None
    indicators: dict[str, Any]


OTHERS = (
    PhasedUnit("unit B", ASINAN, "rintisan", "tumbuh", None, BEGINNING),
    PhasedUnit("unit C", BANDUNGAN, "berkembang", "tangguh", 560, GROWING),
    PhasedUnit("unit D", LEREP, "tangguh", "tangguh", 760, STRONG),
)


def phase_papers(today: date, one: PhasedUnit) -> list[UnitPaper]:
    """Its mapping, decree, training, year, monitoring and assessment; what one names stands before it."""
    last, began = today.year - 1, ago(today, (one.works or 380) + 40)

    def paper(kind: str, sets: dict[str, Any]) -> UnitPaper:
        return UnitPaper(kind, f"{kind} of {one.unit}", {name: said for name, said in sets.items() if said is not None})

    decree = {"on": began, "sort": "unit_formation", "number": f"411.4/{one.unit[-1]}", "signed_by": "kades"}
    year = {"year": last, "label": "baru", "mapped_on": began, "decreed_on": began, "target_phase": one.target}
    training = paper("training", {
        "title": "Bimtek agen pemulihan", "sort": "training_ap", "starts_on": began, "ends_on": began,
        "organiser": "bnnk", "modules": ["skrining_assist", "pencatatan"],
    })  # fmt: skip
    passed = {"training": demo_id(training.name), "person": demo_id(ELSEWHERE[one.unit]), "passed": True}
    works = ago(today, one.works) if one.works else None
    monitoring = paper(
        "monitoring", {"on": ago(today, 340), "year": last, "when": "end", "sk_valid": True, **one.indicators}
    )
    return [
        paper("village_profile", {"on": began, "village": one.village, "year": last, "risk": "siaga"}),
        paper("decree", {**decree, "starts_on": began, "ends_on": ago(today, -500)}),
        *([training, paper("training_attendance", passed)] if works else []),
        paper("unit_year", {**year, "operational_on": works, "target_clients": 14}),
        monitoring,
        assessment(f"phase of {one.unit}", ago(today, 338), last, monitoring.name, one.phase),
    ]
