"""What the demo's people wrote beside visits: a case up to its answered referral, a danger, a held change."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from api import instruments, policies
from api.ids import demo_id
from api.policies.eligibility import Facts
from api.records.questionnaire import GIVEN_UNDER as QUESTIONNAIRE
from api.records.questionnaire import SHEET as QUESTIONS
from api.records.screening import SHEET

# Cannabis alone, moderate: what the interview of the example says.
ASSIST = ("assist", "3.1-id-2")
WHOQOL = ("whoqol-bref", "1996-1")
STARTED, HALFWAY = "22432223333222222322-23224", "33323323334233333333-33333"
PROMISE = "janji-2026-3"
READ_ALOUD = {"text_version": PROMISE, "way": "thumb", "witness": "agent", "evidence": "paper"}


class Written(NamedTuple):
    """One record of a case: its kind, its client's number, a name of its own, and its fields."""

    kind: str
    client: int
    name: str
    sets: dict[str, Any]


def journey(today: date, client: int, partner: str, ids: dict[str, str]) -> Iterator[Written]:
    """Consent, interview with its stored result, and a referral that was sent; `ids`: of consent and screening."""
    on = str(today - timedelta(days=6))
    layers = ["contact", "screening", "participation", "referral", "urine", "approval", "data_kept"]
    given = {"act": "given", "on": on, "layers": layers, "items": ["scores", "injecting"], "minor": False}
    yield Written("consent", client, "consent", given | READ_ALOUD)
    screening = screened(on, "18-24") | {"consent": ids["consent"], "next_on": str(today + timedelta(days=1))}
    yield Written("screening", client, "screening", screening)
    carries = {"code": ids["code"], "alias": ids["alias"], "age_band": "18-24", "sex": "male"}
    carries |= {"scores": screening["scores"], "screened_on": on, "injecting": screening["injecting"]}
    sent = {"partner": partner, "service": "assessment", "urgency": "soon", "status": "sent"}
    when = {"sent_on": str(today - timedelta(days=5)), "reply_by": str(today + timedelta(days=3))}
    links = {"consent": ids["consent"], "screening": ids["screening"], "carries": carries}
    yield Written("referral", client, "referral", sent | when | links | {"reason": "Ingin diperiksa lebih lanjut."})


def asked(today: date, client: int, partner: str, ids: dict[str, str]) -> Iterator[Written]:
    """Consent, and a referral of three days ago that nobody there has read yet."""
    on = str(today - timedelta(days=4))
    given = {"act": "given", "on": on, "layers": ["contact", "referral", "data_kept"], "items": [], "minor": False}
    yield Written("consent", client, "consent asked", given | READ_ALOUD)
    carries = {"code": ids["code"], "alias": ids["alias"], "age_band": "35-44", "sex": "male"}
    sent = {"partner": partner, "service": "outpatient", "urgency": "routine", "status": "sent", "path": "voluntary"}
    when = {"sent_on": str(today - timedelta(days=3)), "reply_by": str(today + timedelta(days=5))}
    links = {"consent": ids["consent"], "carries": carries, "reason": "Ingin rawat jalan sambil bekerja."}
    yield Written("referral", client, "referral asked", sent | when | links)


def screened(on: str, age_band: str) -> dict[str, Any]:
    """An interview with what the server, too, makes of it."""
    result = instruments.score(*ASSIST, SHEET)
    facts = Facts(result.bands, result.recent, result.injecting, age_band=age_band)
    said = policies.eligibility().judge(facts)
    return {
        "instrument": ASSIST[0], "version": ASSIST[1], "on": on, "answers": SHEET, "scores": dict(result.scores),
        "headline": said.risk, "injecting": result.injecting, "policy": said.version, "rule": said.rule,
        "suggestion": said.suggestion, "age_band": age_band, "decision": "refer",
        "decision_because": "Dia sendiri ingin diperiksa.", "place": "post", "present": ["alone"], "explained": True,
        "talk_done": "given", "agreed_step": "Tidak memakai di hari kerja.",
    }  # fmt: skip


def accompanied(today: date, client: int, plan: str) -> Iterator[Written]:
    """A client who agreed to be accompanied, her plan, and what they met for; `plan`: its id."""
    on = str(today - timedelta(days=42))
    layers = ["contact", "screening", "participation", "family", "media", "urine", "data_kept"]
    given = {"act": "given", "on": on, "layers": layers, "minor": False}
    read = {"text_version": PROMISE, "way": "signature", "witness": "agent", "evidence": "paper"}
    yield Written("consent", client, "consent of plan", given | read)
    decided = {"decision": "ibm", "decision_because": "Mau mulai sekarang, dan rumahnya dekat posko."}
    heard = screened(on, "25-34") | decided | {"consent": demo_id("consent of plan")}
    yield Written("screening", client, "screening of plan", heard)
    wants = [
        {"own_words": "Tidak memakai di hari kerja.", "what": "reduce", "done": "some"},
        {"own_words": "Bisa kerja tetap lagi.", "what": "work"},
    ]
    span = {"on": str(today - timedelta(days=40)), "ends_on": str(today + timedelta(days=50)), "status": "open"}
    often = {"meetings_planned": 8, "activities": ["individual", "family"], "visit_every": "two_weeks"}
    review = {"review_on": str(today + timedelta(days=5)), "policy": policies.journey().version}
    review |= {"screening": demo_id("screening of plan")}
    yield Written("plan", client, "plan", {**span, **often, **review, "goals": wants})
    for turn, (days, theme, mood) in enumerate(
        ((35, "knowing_addiction", 2), (24, "triggers", 3), (8, "saying_no", 4))
    ):
        held = {"on": str(today - timedelta(days=days)), "plan": plan, "form": "individual", "attended": "came"}
        said = {"theme": theme, "mood": mood, "use_days": 12 - 4 * turn, "support": ["listened", "encouraged"]}
        following = {"next_on": str(today + timedelta(days=2))} if days == 8 else {}
        name = f"meeting {turn}" if turn else "meeting"
        yield Written("meeting", client, name, held | said | following)
    yield Written("family_member", client, "family_member", {"relation": "father", "role": ["must_not_know"]})
    lived = {"housing": "family", "school": "no"}
    then, now = str(today - timedelta(days=40)), str(today - timedelta(days=8))
    begun = {"on": then, "point": "start", "work": "seeking", "family": "neutral"}
    yield Written("situation", client, "situation", begun | lived)
    yield Written(
        "situation", client, "situation 1", lived | {"on": now, "point": "mid", "work": "casual", "family": "supports"}
    )
    tested = {"on": str(today - timedelta(days=8)), "why": "periodic", "done_by": "puskesmas"}
    yield Written("urine_test", client, "urine_test", tested | {"results": {"met": "neg", "amp": "neg"}})


def danger(today: date, client: int, visit: str) -> Iterator[Written]:
    """A visit at which somebody spoke of dying, and the alert that stands open since; `visit`: its id."""
    day, soon = str(today - timedelta(days=1)), str(today + timedelta(days=1))
    seen = {"on": day, "place": "home", "met": ["client"], "condition": "poor", "red_flags": ["suicidal"]}
    yield Written("visit", client, "visit danger", seen | {"next_on": soon, "support": ["listened", "accompanied"]})
    opened = {"source": visit, "flags": ["suicidal"], "opened_on": day, "status": "open", "next_on": soon}
    yield Written("alert", client, "alert", opened | {"card_read": True, "done": ["stayed", "ketua_told"]})


def answered(today: date, client: int) -> Iterator[Written]:
    """What he agreed to, how he lives at the start and in the middle, and a questionnaire of another sort."""
    on = str(today - timedelta(days=75))
    given = {"act": "given", "on": on, "layers": ["contact", "participation", "data_kept"], "minor": False}
    yield Written("consent", client, "consent of care", given | READ_ALOUD)
    for name, point, days, tapped in (("quality_of_life", "start", 60, STARTED), ("mid", "mid", 12, HALFWAY)):
        sheet = {f"q{number}": int(sign) for number, sign in enumerate(tapped, 1) if sign != "-"}
        told = sheet_under(WHOQOL, sheet) | {"point": point, "helped": "read_out", "age_band": "45-59"}
        yield Written("quality_of_life", client, name, told | {"on": str(today - timedelta(days=days))})
    asked = sheet_under(QUESTIONNAIRE, QUESTIONS) | {"helped": "read_out", "on": str(today - timedelta(days=60))}
    yield Written("questionnaire", client, "questionnaire", asked)


def sheet_under(given: tuple[str, str], sheet: dict[str, Any]) -> dict[str, Any]:
    """A sheet with what the server, too, makes of it."""
    domains = dict(instruments.score(*given, sheet).domains)
    return {"instrument": given[0], "version": given[1], "answers": sheet, "domains": domains}


def mistyped(today: date, client: int) -> Written:
    """A visit that cannot be yet: refused, and kept for the coordinator to see."""
    return Written("visit", client, "visit mistyped", {"on": str(today + timedelta(days=30)), "place": "home"})
