"""A plan and what belongs to it: meetings, visits, a danger, how she lives, and how the plan ended."""

from datetime import date, timedelta

from api import policies
from bench.nation.afterwards import close, relapse, stay_with
from bench.nation.case import ClientCase
from bench.nation.interviews import quality_of_life, questionnaire
from bench.nation.learning import learn
from bench.nation.referred import refer

THEMES = ("knowing_addiction", "triggers", "saying_no", "feelings", "family", "free_time", "health", "work",
          "relapse_plan", "worship")  # fmt: skip
SUPPORT = ("listened", "encouraged", "information", "practised_refusing", "accompanied")
DANGERS = {"suicidal": 20, "withdrawal": 25, "violence": 25, "overdose": 10, "psychosis": 10, "very_ill": 10}
GOALS = (("Tidak memakai di hari kerja.", "reduce"), ("Berhenti memakai.", "stop"), ("Bisa kerja tetap lagi.", "work"),
         ("Rukun lagi dengan orang tua.", "family"), ("Kembali sekolah.", "school"))  # fmt: skip
WELL_AT_START = 2.8
WORK_AT_START = {"none": 30, "seeking": 40, "casual": 30}
WORK_LATER = {"seeking": 25, "casual": 40, "working": 35}
PLAN_DAYS = 92


def accompany(case: ClientCase, day: date) -> None:
    """A plan of about three months, and what came of it."""
    chance = case.chance
    begins = chance.later(day, 1, 7)
    ends, stays = begins + timedelta(days=PLAN_DAYS), chance.yes(0.74)
    left = ends if stays else chance.later(begins, 20, PLAN_DAYS - 12)
    plan, meetings = make_plan(case, begins, ends), chance.between(5, 9)
    case.stand(begins, "accompanied")
    better = chance.by.uniform(-0.2, 1.2)
    look_at(case, begins, "start", 0)
    meet(case, plan, begins, left, meetings)
    visits_between(case, begins + timedelta(days=9), left, 16, "plan")
    look_beside(case, begins)
    if stays:
        look_at(case, begins + timedelta(days=45), "mid", better / 2)
        look_at(case, ends - timedelta(days=1), "end", better)
    if chance.yes(0.16):
        learn(case, begins + timedelta(days=30))
    case.edit(left, "plan", plan, {"status": "finished" if stays else "stopped"}, {"status": "open"})
    end_well(case, plan, ends, better) if stays else end_early(case, left)


def end_well(case: ClientCase, plan: str, ends: date, better: float) -> None:
    """Most are stayed with for half a year; some used again."""
    if case.chance.yes(0.72):
        over = stay_with(case, ends, "plan_finished", better)
        if case.chance.yes(0.17):
            relapse(case, case.chance.later(ends, 15, 120), plan)
        close(case, over, "finished", aftercare=case.chance.weighted({"stable": 80, "relapsed": 10, "unknown": 10}))
    else:
        close(case, case.chance.later(ends, 3, 30), "finished", aftercare="not_done")


def end_early(case: ClientCase, left: date) -> None:
    """Some go on in an institution."""
    if case.chance.yes(0.25):
        refer(case, left)
    else:
        reason = case.chance.weighted({"not_continued": 60, "moved": 22, "refused": 10, "detained": 6, "died": 2})
        close(case, case.chance.later(left, 10, 60), reason)


def make_plan(case: ClientCase, begins: date, ends: date) -> str:
    """In her own words."""
    wants = [{"own_words": said, "what": what} for said, what in case.chance.some_of(GOALS, 2)]
    return case.write(begins, "plan", {
        "on": str(begins), "ends_on": str(ends), "review_on": str(begins + timedelta(days=45)), "status": "open",
        "screening": case.screening, "policy": policies.journey().version, "goals": wants, "meetings_planned": 8,
        "activities": ["individual", *case.chance.some_of(["group", "family", "sport", "vocational"], 2)],
        "visit_every": "two_weeks",
    })  # fmt: skip


def meet(case: ClientCase, plan: str, begins: date, left: date, many: int) -> None:
    """Every ten days or so; who does not come is written down too."""
    chance, day = case.chance, case.chance.later(begins, 2, 8)
    for turn in range(many):
        if day > left:
            return
        came = chance.weighted({"came": 74, "late": 8, "absent_told": 9, "absent": 9})
        following = chance.later(day, 7, 13)
        held = {"theme": THEMES[turn % len(THEMES)], "mood": chance.between(2, 5), "note": case.note(0.5)}
        held |= {"use_days": max(0, 14 - 2 * turn - chance.between(0, 4)), "support": chance.some_of(SUPPORT, 3)}
        case.write(day, "meeting", {
            "on": str(day), "plan": plan, "attended": came, "next_on": str(following),
            "form": chance.weighted({"individual": 66, "group": 18, "activity": 16}),
            **(held if came in ("came", "late") else {}),
        })  # fmt: skip
        day = following if chance.yes(0.8) else chance.later(following, 2, 9)


def visits_between(case: ClientCase, first: date, last: date, every: int, purpose: str) -> None:
    """At home, mostly when it was planned; now and then with a sign of danger."""
    chance, day = case.chance, first
    while day <= last:
        following = day + timedelta(days=every)
        away = chance.yes(0.08)
        found = {"condition": chance.weighted({"good": 50, "fair": 40, "poor": 10}),
                 "use_since": chance.weighted({"none": 34, "less": 36, "same": 22, "more": 8}),
                 "support": chance.some_of(SUPPORT, 3), "note": case.note()}  # fmt: skip
        danger = chance.weighted(DANGERS) if not away and chance.yes(0.012) else None
        visit = case.write(day, "visit", {
            "on": str(day), "place": chance.weighted({"home": 80, "post": 12, "public": 8}), "purpose": purpose,
            "met": ["nobody"] if away else ["client"], **({} if away else found), "planned": chance.yes(0.8),
            "red_flags": [danger] if danger else None,
            "next_on": str(day + timedelta(days=2) if danger else following),
        })  # fmt: skip
        if danger:
            alarm(case, visit, danger, day)
        day = following if chance.yes(0.75) else chance.later(following, 1, 12)


def alarm(case: ClientCase, visit: str, danger: str, day: date) -> None:
    """An alert, looked after within a day or two; a few were left open for long."""
    alert = case.write(day, "alert", {
        "source": visit, "flags": [danger], "opened_on": str(day), "status": "open", "card_read": True,
        "next_on": str(day + timedelta(days=1)), "done": ["stayed", "ketua_told"],
    })  # fmt: skip
    over = case.chance.later(day, 0, 3) if case.chance.yes(0.86) else case.chance.later(day, 6, 40)
    case.edit(over, "alert", alert, {"status": "handled", "closed_on": str(over), "next_on": None}, {
        "status": "open", "closed_on": None, "next_on": str(day + timedelta(days=1)),
    })  # fmt: skip


def look_at(case: ClientCase, day: date, point: str, better: float) -> None:
    """Quality of life and situation at a point of the journey; not everybody is asked."""
    chance = case.chance
    if chance.yes(0.85):
        told = quality_of_life(chance, WELL_AT_START + better, case.age_band)
        case.write(day, "quality_of_life", told | {"on": str(day), "point": point})
    works = WORK_AT_START if point == "start" else WORK_LATER
    case.write(day, "situation", {
        "on": str(day), "point": point, "work": chance.weighted(works), "housing": "family",
        "school": chance.weighted({"no": 85, "in": 12, "back": 3}),
        "family": chance.weighted({"supports": 55, "neutral": 35, "rejects": 10}),
    })  # fmt: skip


def look_beside(case: ClientCase, day: date) -> None:
    """Her family, a test of urine, a questionnaire of another sort."""
    chance = case.chance
    if chance.yes(0.5):
        relation = chance.weighted({"mother": 50, "father": 20, "spouse": 20, "sibling": 10})
        untold = {"role": [chance.one_of(["must_not_know", "danger"])]}
        asked = {"role": ["supports"], "consent": case.consent}
        case.write(day, "family_member", {"relation": relation, **(untold if chance.yes(0.1) else asked)})
    if chance.yes(0.3):
        tested = chance.later(day, 10, 60)
        results = {"met": chance.weighted({"neg": 80, "pos": 20}), "thc": "neg"}
        case.write(tested, "urine_test", {
            "on": str(tested), "why": "periodic", "done_by": chance.one_of(["puskesmas", "bnnk"]), "results": results,
        })  # fmt: skip
    if chance.yes(0.12):
        case.write(day, "questionnaire", questionnaire(chance) | {"on": str(day)})
