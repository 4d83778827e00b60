"""What a monitoring says of a unit in each of the five phases."""

from typing import Any

PRIMA: dict[str, Any] = {
    "sk_valid": True, "agents_trained": 4, "leader_active": "strong", "room": "good", "tools": ["forms", "phone"],
    "village_fund": 24_000_000, "coach_visits": 4, "mapping_done": True, "reached": 41, "screened": 32, "visits": 96,
    "on_time": 80, "reports_in_time": 12, "clients": 14, "finished": 8, "qol_pairs": 8, "qol_social": 80,
    "qol_physical": 75, "productive": 70, "satisfaction": 92, "vocational": 6, "outreach": 14,
}  # fmt: skip
BETWEEN = {
    "leader_active": "good", "room": "fair", "coach_visits": 3, "screened": 20, "visits": 60, "on_time": 62,
    "reports_in_time": 8, "clients": 10, "finished": 6, "qol_pairs": 5, "qol_social": 60, "qol_physical": 60,
    "productive": 40, "satisfaction": 70, "vocational": 5,
}  # fmt: skip
GROWING = {"room": "weak", "coach_visits": 1, "screened": 9, "visits": 25, "on_time": 44, "reports_in_time": 4,
           "clients": 6, "village_fund": 0, "productive": 22, "satisfaction": None, "vocational": None,
           "finished": None, "qol_pairs": None, "qol_social": None, "qol_physical": None}  # fmt: skip
INDICATORS: dict[str, dict[str, Any]] = {
    "rintisan": {"sk_valid": True, "room": "none", "tools": ["forms"], "mapping_done": True, "reached": 5},
    "tumbuh": {**PRIMA, **BETWEEN, **GROWING},
    "berkembang": {**PRIMA, **BETWEEN},
    "tangguh": PRIMA | {"satisfaction": 80, "coach_visits": 3},
    "prima": PRIMA,
}
# What each wants to reach next.
TARGETS = {"rintisan": "tumbuh", "tumbuh": "berkembang", "berkembang": "tangguh", "tangguh": "prima", "prima": "prima"}
