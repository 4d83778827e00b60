"""Coaching papers of a unit by chance, with the days and fields that its standing is worked out from."""

import random
from datetime import date, timedelta
from typing import Any

PAPERS = (
    "village_profile", "advocacy", "decree", "decree", "training", "training", "training",
    *["training_attendance"] * 5, "appointment", "unit_year",
    "unit_year", "phase_assessment", "agreement", "funding",
)  # fmt: skip
DAYS: dict[str, tuple[str, ...]] = {
    "village_profile": ("on",), "advocacy": ("on",), "decree": ("ends_on",), "training": ("ends_on",),
    "training_attendance": (), "appointment": ("ends_on",), "phase_assessment": (),
    "agreement": ("ends_on",), "funding": (),
    "unit_year": ("mapped_on", "recruited_on", "trained_on", "operational_on", "paused_on", "ended_on"),
}  # fmt: skip
OFFICES_SENT = ("BNNK Semarang", "bnnk  semarang", "Puskesmas Lerep")
TODAY = date(2026, 11, 23)


def a_day(by: random.Random) -> str:
    return str(TODAY - timedelta(days=by.randrange(-200, 900)))


def an_id(by: random.Random) -> str:
    return f"{by.getrandbits(128):032x}"


def some_papers(by: random.Random, people: list[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """(kind, id, fields) of a unit's papers by chance."""
    found = [(kind, an_id(by), paper_by_chance(by, kind)) for kind in by.choices(PAPERS, k=by.randrange(20))]
    trainings = [record for kind, record, _ in found if kind == "training"]
    for kind, _, fields in found:
        if kind == "training_attendance":
            fields |= {"training": by.choice([*trainings, an_id(by)]), "passed": by.random() < 0.7}
            fields |= {"person": by.choice(people)} if by.random() < 0.8 else {"satker": by.choice(OFFICES_SENT)}
        if kind == "appointment":
            fields |= {"person": by.choice([*people, an_id(by)])}
    return sorted(found, key=lambda one: one[1])


def paper_by_chance(by: random.Random, kind: str) -> dict[str, Any]:
    """Its days, and what of it is looked at; a day may be missing."""
    fields = {name: a_day(by) for name in DAYS[kind] if by.random() < 0.8}
    sorts = {"decree": ("unit_formation", "bersinar"), "training": ("training_ap", "refresher", "bimtek_officers")}
    if kind in sorts:
        fields |= {"sort": by.choice([sorts[kind][0], *sorts[kind]])}
    if kind == "training":
        fields |= {"series": "0198f0ad-0000-7000-8000-000000000001"} if by.random() < 0.3 else {}
        fields |= {"ends_on": str(TODAY - timedelta(days=by.randrange(700, 1500)))} if by.random() < 0.5 else {}
    if kind == "funding":
        fields |= {"line": by.choice(["documentation_reporting", "training"]), "year": by.choice([2024, 2025, 2026])}
        fields |= {by.choice(["planned", "spent"]): by.choice([0, 3000000]), "source": by.choice(["csr", "apbd"])}
    if kind in ("unit_year", "phase_assessment"):
        phase = by.choice(["rintisan", "tumbuh", "berkembang"])
        fields |= {"year": by.choice([2024, 2025, 2026]), "target_phase": phase, "phase": phase}
    return fields | {"when": by.choice(["start", "mid", "end"]), "starts_on": fields.get("starts_on", a_day(by))}
