"""A referral to an institution, step by step, and what follows when she comes back."""

from datetime import date, timedelta

from bench.nation.afterwards import close, stay_with
from bench.nation.case import ClientCase

REPLY_DAYS = 8
REFERRAL = "referral"


def refer(case: ClientCase, day: date) -> None:
    """To one nearby that offers what is asked for."""
    chance = case.chance
    place = chance.one_of(case.unit.institutions)
    service, sent = chance.one_of(place.services), chance.later(day, 0, 5)
    scores = {name: {"score": one["score"], "band": one["band"]} for name, one in case.screened["scores"].items()}
    carries = {"code": case.code, "alias": case.alias, "age_band": case.age_band, "sex": case.sex, "scores": scores,
               "injecting": case.screened["injecting"]}  # fmt: skip
    referral = case.write(sent, REFERRAL, {
        "partner": place.id, "service": service, "status": "sent", "sent_on": str(sent), "consent": case.consent,
        "urgency": chance.weighted({"routine": 55, "soon": 35, "urgent": 10}), "screening": case.screening,
        "path": chance.weighted({"voluntary": 88, "tat": 8, "court": 4}), "carries": carries,
        "reply_by": str(sent + timedelta(days=REPLY_DAYS)), "reason": "Ingin diperiksa dan dirawat lebih lanjut.",
    })  # fmt: skip
    answered = answer(case, referral, sent, place.officer)
    if answered is None:
        close(case, chance.later(sent, 40, 90), "not_continued")
        return
    back = treat(case, referral, answered, place.officer)
    came_from = "inpatient" if service.startswith("inpatient") else "outpatient"
    over = stay_with(case, chance.later(back, 3, 14), came_from, chance.by.uniform(0, 1), referral)
    close(case, over, "finished", aftercare=chance.weighted({"stable": 76, "relapsed": 14, "unknown": 10}))


def answer(case: ClientCase, referral: str, sent: date, officer: str) -> date | None:
    """The day on which she was taken; None: she was not, or nobody answered."""
    chance = case.chance
    if chance.yes(0.06):
        return None
    read, said = chance.later(sent, 0, 2), chance.later(sent, 3, 11)
    case.edit(read, REFERRAL, referral, {"status": "received"}, {"status": "sent"}, officer)
    if chance.yes(0.1):
        no = {"status": "declined", "status_because": "Belum ada tempat bulan ini."}
        case.edit(said, REFERRAL, referral, no, {"status": "received", "status_because": None}, officer)
        return None
    yes = {"status": "accepted", "appointment_on": str(said + timedelta(days=4)), "partner_note": "Bawa KTP."}
    before = {"status": "received", "appointment_on": None, "partner_note": None}
    case.edit(said, REFERRAL, referral, yes, before, officer)
    return said


def treat(case: ClientCase, referral: str, taken: date, officer: str) -> date:
    """The day on which she was handed back."""
    chance, came = case.chance, case.chance.later(taken, 3, 9)
    weeks, seen = chance.between(8, 14), chance.later(came, 0, 5)
    case.edit(came, REFERRAL, referral, {"arrived_on": str(came), "accompanied_by": "agent"},
              {"arrived_on": None, "accompanied_by": None})  # fmt: skip
    found = {"assessed_on": str(seen), "level": case.screened["headline"] or "low"}
    planned = {"plan_kind": "outpatient", "plan_weeks": weeks, "plan_from": str(seen)}
    case.edit(seen, REFERRAL, referral, {"status": "assessed", **found, **planned},
              {"status": "accepted", **dict.fromkeys([*found, *planned])}, officer)  # fmt: skip
    case.edit(seen, REFERRAL, referral, {"status": "in_treatment"}, {"status": "assessed"}, officer)
    over, stays = seen + timedelta(weeks=weeks), chance.yes(0.8)
    ends = {"status": "completed", "discharge": "completed", "discharged_on": str(over)}
    left = {"status": "dropped_out", "discharge": "dropped", "status_because": "Berhenti datang."}
    ends = ends if stays else {**ends, **left}
    was = {"status": "in_treatment", **dict.fromkeys([name for name in ends if name != "status"])}
    case.edit(over, REFERRAL, referral, ends, was, officer)
    back = chance.later(over, 0, 6)
    case.edit(back, REFERRAL, referral, {"status": "handed_back", "aftercare_plan": "Dampingi tiap dua minggu."},
              {"status": ends["status"], "aftercare_plan": None}, officer)  # fmt: skip
    return back
