"""What stands on the minutes of an officer's visit (*berita acara*): the visit, and what its year comes to."""

from math import prod
from typing import Any

from api.papers.paper_records import PaperRecords, Values, shown
from api.records.coaching.assistance_result import MEASURES

VISIT = (
    "on", "mode", "by", "attended", "agents", "topics", "findings", "advice", "observed", "next_on", "unit_says",
    "signed_unit", "signed_coach",
)  # fmt: skip
PROBLEM = ("what", "aspect", "urgency", "seriousness", "growth", "owner", "status")
ACTION = ("what", "owner", "due", "status", "done_on")
LISTS = ("strengths", "weaknesses", "opportunities", "threats", "strategies")
RESULT = ("recommend", "because", "unit_says", "signed_unit", "signed_coach")


def visit_minutes(papers: PaperRecords, visit: str) -> dict[str, Any] | None:
    """None where no such visit is there."""
    found = papers.called("assistance", visit)
    if found is None:
        return None
    year = int(str(found["on"])[:4])
    first, last = papers.at(year, "start"), papers.at(year, "end") or papers.at(year, "mid")
    return {
        "year": year,
        "visit": shown(found, *VISIT),
        "problems": [{**shown(one, *PROBLEM), "score": score_of(one)} for one in problems_of(papers, year)],
        "swot": shown(papers.of_year("swot", year), *LISTS),
        "actions": [shown(one, *ACTION) for one in actions_of(papers, visit)],
        "first": shown(first, "on"),
        "last": shown(last, "on", "when"),
        "compared": compared(first, last),
        "result": shown(papers.of_year("assistance_result", year), *RESULT),
    }


def score_of(problem: Values) -> int:
    """Urgency times seriousness times growth, as the server keeps it."""
    return prod(int(problem.get(name) or 0) for name in ("urgency", "seriousness", "growth"))


def problems_of(papers: PaperRecords, year: int) -> list[Values]:
    """Of this year, the heaviest first."""
    found = [one for one in papers.of("unit_problem") if str(one.get("on", ""))[:4] == str(year)]
    return sorted(found, key=score_of, reverse=True)


def actions_of(papers: PaperRecords, visit: str) -> list[Values]:
    """Agreed on this visit, and those that no visit is named for; the soonest first."""
    found = [one for one in papers.of("unit_action") if one.get("assistance") in (None, visit)]
    return sorted(found, key=lambda one: str(one.get("due", "")))


def compared(first: Values | None, last: Values | None) -> list[dict[str, Any]]:
    """Each indicator that either gives; None: it was not filled in."""
    both = [(name, (first or {}).get(name), (last or {}).get(name)) for name in MEASURES]
    return [{"measure": name, "start": was, "end": now} for name, was, now in both if (was, now) != (None, None)]
