"""What the demo's unit did beside its clients: told in numbers, naming nobody."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from api import policies
from api.ids import demo_id


class UnitPaper(NamedTuple):
    """A record of the unit's own; `name` makes its id."""

    kind: str
    name: str
    sets: dict[str, Any]


def papers(today: date) -> list[UnitPaper]:
    """Two events and two meetings of the last weeks."""
    return [
        UnitPaper("outreach", "outreach PKK", {
            "on": ago(today, 23), "way": "village_meeting", "audience": ["women_group", "parents"], "head_total": 34,
            "head_women": 32, "head_under18": 0, "topics": ["services_free", "confidentiality", "where_to_go"],
            "material": ["leaflet", "talk"], "material_count": 30, "led_by": ["agent", "puskesmas"], "asked_after": 2,
            "funded_by": "village_fund", "note": "Dua ibu bertanya sesudah acara. Diberi nomor posko.",
        }),
        UnitPaper("outreach", "outreach hangout", {
            "on": ago(today, 6), "way": "hangout", "audience": ["youth"], "head_total": 11, "head_women": 2,
            "head_under18": 3, "topics": ["addiction", "stigma"], "led_by": ["agent", "ex_user"], "asked_after": 1,
            "funded_by": "none",
        }),
        UnitPaper("group_meeting", "group triggers", {
            "on": ago(today, 17), "theme": "triggers", "leader": "agent", "place": "post", "head_count": 5,
            "minutes": 60, "note": "Ramai bercerita. Minggu depan latihan menolak.",
        }),
        UnitPaper("group_meeting", "group saying no", {
            "on": ago(today, 10), "theme": "saying_no", "leader": "ex_user", "place": "post", "head_count": 6,
            "minutes": 75,
        }),
    ]  # fmt: skip


def ago(today: date, days: int) -> str:
    """A day that passed."""
    return str(today - timedelta(days=days))


def assessment(name: str, on: str, year: int, monitoring: str, phase: str) -> UnitPaper:
    """By the current rubric, at the end of the year; nobody overrides it."""
    by = [{"who": "Seksi Rehabilitasi", "institution": "bnnk"}, {"who": "Bidang Rehabilitasi", "institution": "bnnp"}]
    return UnitPaper("phase_assessment", name, {
        "on": on, "year": year, "when": "end", "rubric_version": policies.phase_rubric().version,
        "monitoring": demo_id(monitoring), "phase": phase, "assessors": by,
    })  # fmt: skip
