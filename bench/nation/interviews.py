"""Interviews and questionnaires as people answer them, with what the instruments make of the answers."""

from functools import cache
from typing import Any

from api import instruments, policies
from api.policies.eligibility import Facts
from api.records.vocabulary import CHILDREN
from bench.nation.chance import Chance

Json = dict[str, Any]

ASSIST, WHOQOL, DAST = ("assist", "3.1-id-2"), ("whoqol-bref", "1996-1"), ("dast-10", "1982-1")
SUBSTANCES = {"amphetamines": 46, "cannabis": 22, "sedatives": 10, "inhalants": 6, "other": 9, "opioids": 4,
              "alcohol": 3}  # fmt: skip
DEPTHS = {"low": 30, "moderate": 52, "high": 18}
TOPICS = (
    "tobacco", "alcohol", "cannabis", "cocaine", "amphetamines", "inhalants", "sedatives", "hallucinogens", "opioids",
    "other",
)  # fmt: skip
# From the second question to the seventh.
ANSWERS = {
    "low": ("once_or_twice", "never", "never", "never", "never", "never"),
    "moderate": ("monthly", "weekly", "never", "never", "recent", "never"),
    "high": ("daily", "daily", "weekly", "weekly", "recent", "recent"),
}
ROUTES = {"amphetamines": "inhale", "cannabis": "smoke", "inhalants": "sniff", "opioids": "inject"}
QUESTIONS = 26
REVERSED = (3, 4, 26)


@cache
def interview_of(substance: str, depth: str, *, smokes: bool, injects: bool, age_band: str) -> Json:
    """The sheet, its scores, and what the policy of eligibility says of it."""
    sheet = sheet_of(substance, depth, smokes=smokes, injects=injects)
    result = instruments.score(*ASSIST, sheet)
    said = policies.eligibility().judge(Facts(result.bands, result.recent, result.injecting, age_band=age_band))
    return {
        "instrument": ASSIST[0], "version": ASSIST[1], "answers": sheet, "scores": dict(result.scores),
        "headline": said.risk, "injecting": result.injecting, "policy": said.version, "rule": said.rule,
        "suggestion": said.suggestion, "age_band": age_band, "main_substance": substance,
    }  # fmt: skip


def sheet_of(substance: str, depth: str, *, smokes: bool, injects: bool) -> Json:
    """One who uses this so much, and perhaps smokes."""
    used = {substance: ANSWERS[depth], **({"tobacco": ANSWERS["moderate"]} if smokes else {})}
    sheet: Json = {"q1": {topic: topic in used for topic in TOPICS}}
    for at, question in enumerate(("q2", "q3", "q4", "q5", "q6", "q7")):
        sheet[question] = {topic: said[at] for topic, said in used.items() if (topic, question) != ("tobacco", "q5")}
    sheet["q8"] = "recent" if injects else "never"
    return sheet | ({"q8a": "low"} if injects else {}) | ({"other_name": "dextro"} if substance == "other" else {})


def questionnaire(chance: Chance) -> Json:
    """The ten questions of DAST."""
    sheet = {f"q{number}": chance.yes(0.4) for number in range(1, 11)}
    return sheet_under(DAST, sheet) | {"helped": "read_out"}


def quality_of_life(chance: Chance, well: float, age_band: str) -> Json:
    """`well`: how she lives, 1 to 5, around which her answers lie."""
    sheet = {}
    for number in range(1, QUESTIONS + 1):
        if number == 21 and age_band in CHILDREN:  # not asked of a minor
            continue
        tapped = min(5, max(1, round(well + chance.by.gauss(0, 0.8))))
        sheet[f"q{number}"] = 6 - tapped if number in REVERSED else tapped
    return sheet_under(WHOQOL, sheet) | {"helped": "read_out", "age_band": age_band}


def sheet_under(given: tuple[str, str], sheet: Json) -> Json:
    """With what the server, too, makes of it."""
    domains = dict(instruments.score(*given, sheet).domains)
    return {"instrument": given[0], "version": given[1], "answers": sheet, "domains": domains}
