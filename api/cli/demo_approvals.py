"""What the demo's district is asked: one approval that waits for its answer, and one to which it said yes."""

from collections.abc import Iterator
from datetime import date, timedelta

from api.cli.demo_cases import READ_ALOUD, Written, screened

LAYERS = ["contact", "screening", "participation", "approval", "data_kept"]
CONDITION = "Maksimal 8 pertemuan, lalu skrining ulang."
WHY = {
    "asked": "Mau berhenti di hari kerja, dan ibunya ikut menjaga.",
    "answered": "Masih bekerja, dan bisa bertemu tiap minggu.",
}


def asked_of_district(
    today: date, name: str, client: int, age_band: str, days: int, screening: str
) -> Iterator[Written]:
    """Her yes, the interview, and what was asked so many days ago; `screening`: its id. `name`: asked, answered."""
    on = str(today - timedelta(days=days + 1))
    given = {"act": "given", "on": on, "layers": LAYERS, "minor": False}
    yield Written("consent", client, f"consent of approval {name}", given | READ_ALOUD)
    decided = {"decision": "ibm_approval", "decision_because": None}
    told = {key: value for key, value in (screened(on, age_band) | decided).items() if value is not None}
    yield Written("screening", client, f"screening of approval {name}", told)
    asks = {
        "screening": screening,
        "asked_on": str(today - timedelta(days=days)),
        "reason": WHY[name],
        "status": "asked",
    }
    yield Written("approval", client, "approval" if name == "asked" else f"approval {name}", asks)
