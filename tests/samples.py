"""A body of every kind that the server takes, for tests that go over all of them."""

from typing import Any

from api.records.screening import SHEET

PARTNER = "01920000-0000-7000-8000-00000000a001"

BODIES: dict[str, dict[str, Any]] = {
    "client": {"code": "7Q4MK2H", "alias": "Mas Wahyu", "age_band": "18-24", "note": "RAHASIA", "status": "registered"},
    "consent": {
        "act": "given", "on": "2026-11-01", "layers": ["contact", "screening"], "text_version": "janji-2026-1",
        "way": "voice", "witness": "family", "minor": False,
    },
    "screening": {
        "instrument": "assist", "version": "3.1-id-1", "on": "2026-11-01", "answers": SHEET, "headline": "moderate",
        "scores": {"cannabis": {"score": 14, "band": "moderate"}}, "injecting": "never", "suggestion": "ibm",
        "decision": "ibm", "brief_intervention": "given", "urine": "negative", "note": "RAHASIA",
    },
    "visit": {"on": "2026-11-01", "place": "home", "condition": "good", "note": "RAHASIA", "next_on": "2026-11-08"},
    "referral": {
        "partner": PARTNER, "service": "assessment", "urgency": "soon", "reason": "Perlu asesmen.", "status": "sent",
        "sent_on": "2026-11-01", "reply_by": "2026-11-09", "carries": {"code": "7Q4MK2H"},
    },
    "vocational_training": {"trade": "barista", "status": "interested", "note": "RAHASIA"},
}  # fmt: skip

# An edit of each kind that the server takes from whoever follows.
EDITS: dict[str, dict[str, Any]] = {
    "client": {"occupation": "working"},
    "consent": {"voided_because": "Tercatat dua kali."},
    "screening": {"note": "Lain.", "amended_because": "Salah tulis."},
    "visit": {"note": "Lain.", "amended_because": "Salah tulis."},
    "referral": {"partner_note": "Datang Senin."},
    "vocational_training": {"hours": 40},
}
