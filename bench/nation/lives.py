"""A client's way from the first contact: what was agreed, what the interview said, and which way it went on."""

from datetime import date, timedelta

from api.records.vocabulary import CHILDREN
from bench.nation.accompaniment import accompany, visits_between
from bench.nation.afterwards import close
from bench.nation.case import FOUND, ClientCase
from bench.nation.interviews import DEPTHS, ROUTES, SUBSTANCES, interview_of
from bench.nation.referred import refer

TEXT = "janji-2026-3"
LAYERS = ["contact", "screening", "participation", "family", "referral", "research", "urine", "approval", "data_kept"]
ITEMS = ["scores", "injecting", "services"]


def live(case: ClientCase) -> None:
    """From the day on which she was met."""
    met(case)
    if case.chance.yes(0.05):
        leave(case, case.chance.later(case.begins, 20, 60), "refused")
        return
    day = agree(case)
    day = screen(case, day)
    said = case.screened["suggestion"]
    if case.chance.yes(0.07):
        leave(case, case.chance.later(day, 25, 90), "not_continued")
    elif said in ("refer", "refer_child", "refer_alcohol", "refer_now"):
        refer(case, day)
    elif said in ("ibm", "ibm_approval"):
        if said == "ibm_approval":
            day = ask_district(case, day)
        accompany(case, day)
    else:
        visits_between(case, day, day + timedelta(days=50), 21, "first")
        close(case, case.chance.later(day, 55, 80), "finished", aftercare="not_done")


def met(case: ClientCase) -> None:
    """Her own record, and the first visit."""
    chance = case.chance
    case.write(case.begins, "client", {
        "code": case.code, "alias": case.alias, "age_band": case.age_band, "sex": case.sex,
        "age_known": chance.weighted({"said": 70, "guessed": 25, "document": 5}), "found_by": chance.weighted(FOUND),
        "village": case.unit.village, "status": case.status,
        "mobility": chance.weighted({"resident": 84, "migrant": 12, "seasonal": 4}),
        "occupation": chance.weighted({"none": 22, "seeking": 30, "working": 28, "studying": 12, "business": 8}),
    }, case.feed)  # fmt: skip
    visits_between(case, case.begins, case.begins, 1, "first")


def agree(case: ClientCase) -> date:
    """In layers, with whoever answers for a child; a few take back that they are counted."""
    chance, minor = case.chance, case.age_band in CHILDREN
    day = chance.later(case.begins, 0, 6)
    guardian = {"guardian": "parent", "guardian_way": "signature", "assent": True} if minor else {}
    layers = [one for one in LAYERS if one not in ("urine", "family") or chance.yes(0.6)]
    read = {"text_version": TEXT, "way": chance.one_of(["signature", "thumb"]), "evidence": "paper"}
    case.consent = case.write(day, "consent", {
        "act": "given", "on": str(day), "layers": layers, "items": ITEMS, "minor": minor, "witness": "agent",
        **read, **guardian,
    })  # fmt: skip
    if chance.yes(0.015):
        taken = chance.later(day, 30, 200)
        case.write(taken, "consent", {"act": "withdrawn", "on": str(taken), "layers": ["research"]})
    return day


def screen(case: ClientCase, day: date) -> date:
    """The interview with its stored result."""
    chance, day = case.chance, case.chance.later(day, 0, 7)
    substance, depth = chance.weighted(SUBSTANCES), chance.weighted(DEPTHS)
    injects = substance == "opioids" and chance.yes(0.5)
    case.screened = interview_of(substance, depth, smokes=chance.yes(0.7), injects=injects, age_band=case.age_band)
    said = case.screened["suggestion"]
    case.screening = case.write(day, "screening", {
        **case.screened, "on": str(day), "consent": case.consent, "decision": said, "explained": True,
        "place": chance.weighted({"home": 60, "post": 25, "health_post": 10, "village_office": 5}),
        "present": ["alone"], "route": [ROUTES.get(substance, "swallow")], "years": chance.between(0, 14),
        "treated_before": chance.weighted({"never": 82, "outpatient": 9, "inpatient": 5, "prison": 4}),
        "talk_done": chance.weighted({"given": 78, "information": 12, "declined": 4, "later": 6}),
        "worried": chance.between(2, 9), "ready": chance.between(2, 10), "note": case.note(0.3),
        "next_on": str(chance.later(day, 5, 14)),
    })  # fmt: skip
    return day


def ask_district(case: ClientCase, day: date) -> date:
    """Its office says yes almost always, within some days."""
    chance, asked = case.chance, case.chance.later(day, 0, 3)
    approval = case.write(asked, "approval", {
        "screening": case.screening, "asked_on": str(asked), "status": "asked",
        "reason": "Ingin berhenti, keluarganya mendukung, bisa bertemu tiap minggu.",
    })  # fmt: skip
    if chance.yes(0.06):
        return asked  # nobody answered, and one began
    answered = chance.later(asked, 1, 6)
    says = {"status": "approved", "condition": "Maksimal 8 pertemuan, lalu skrining ulang."}
    case.edit(answered, "approval", approval, says, {"status": "asked"}, case.unit.coach)
    return answered


def leave(case: ClientCase, day: date, reason: str) -> None:
    """Before anything was begun."""
    visits_between(case, case.begins + timedelta(days=8), day, 14, "first")
    close(case, day, reason)
