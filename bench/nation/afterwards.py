"""The time after a plan or a treatment: aftercare, a relapse, and the end."""

from datetime import date, timedelta

from api import policies
from bench.nation.case import ClientCase
from bench.nation.interviews import quality_of_life

MONTHS, DAYS = 6, 183
POINTS = {"m1": 30, "m3": 91, "m6": 182}
WELL_AFTERWARDS = 3.1
# How her own record says why the case was closed.
CLOSED_REASON = {"not_continued": "dropped_out", "refused": "dropped_out"}


def stay_with(case: ClientCase, begins: date, came_from: str, better: float, referral: str | None = None) -> date:
    """The day on which it was over."""
    chance, ends = case.chance, begins + timedelta(days=DAYS)
    aftercare = case.write(begins, "aftercare", {
        "came_from": came_from, "from_referral": referral, "starts_on": str(begins), "months": MONTHS,
        "ends_on": str(ends), "policy": policies.journey().version, "status": "open",
        "contact_every": chance.weighted({"two_weeks": 30, "month": 70}), "ways": chance.some_of(["home", "phone"], 2),
    })  # fmt: skip
    case.stand(begins, "aftercare")
    day = chance.later(begins, 14, 30)
    while day < ends:
        following = chance.later(day, 24, 36)
        case.write(day, "visit", {
            "on": str(day), "place": "home", "purpose": "aftercare", "met": ["client"], "support": ["listened"],
            "condition": chance.weighted({"good": 62, "fair": 32, "poor": 6}), "next_on": str(following),
            "use_since": chance.weighted({"none": 62, "less": 18, "same": 14, "more": 6}), "note": case.note(0.4),
        })  # fmt: skip
        day = following
    for point, days in POINTS.items():
        if chance.yes(0.55):
            asked = begins + timedelta(days=days)
            told = quality_of_life(chance, WELL_AFTERWARDS + better / 2, case.age_band)
            case.write(asked, "quality_of_life", told | {"on": str(asked), "point": point})
    case.edit(ends, "aftercare", aftercare, {"status": "finished"}, {"status": "open"})
    return ends


def relapse(case: ClientCase, day: date, plan: str) -> None:
    """An event, talked about."""
    case.write(day, "relapse", {
        "on": str(day), "noticed": case.chance.one_of(["said", "family", "seen"]), "days": case.chance.between(1, 6),
        "substance": case.screened["main_substance"], "done": ["talked"], "reopens": plan,
    })  # fmt: skip


def close(case: ClientCase, day: date, reason: str, aftercare: str | None = None) -> None:
    """Why it ended; her own record says it too."""
    if any(deed.kind == "alert" for deed in case.deeds):
        day = max(day, max(deed.day for deed in case.deeds if deed.kind == "alert"))
    finished = reason == "finished"
    case.write(day, "closure", {
        "on": str(day), "reason": reason, "aftercare_outcome": aftercare if finished else None,
        "qol_why": "Belum sempat diukur." if finished else None,
        "plan_result": case.chance.weighted({"reached": 55, "partly": 35, "not_reached": 10}) if finished else None,
        "goodbye_letter": case.chance.yes(0.5) if finished else None, "survey_invited": case.chance.yes(0.6),
    })  # fmt: skip
    case.stand(day, "closed", closed_reason=CLOSED_REASON.get(reason, reason))
