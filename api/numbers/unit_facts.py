"""What holds of a unit, from which day until which, by its coaching papers and by who belongs to it. Pure.

Nothing here looks at today, so what is worked out stands until a paper or a membership changes; a year is read as it
stood at its end. It says nothing of a client, and of staff no more than that they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from api.numbers.money_facts import money_facts
from api.numbers.read_papers import DaySpan, UnitFact, UnitPapers, merged, shifted, whole_year
from api.numbers.training_facts import training_facts
from api.records.coaching.decree import UNIT_DECREE
from api.records.task_case import TaskRecord

# What it has besides, whatever step it stands at.
BESIDES = ("agreed", "documented")
# The programme's own steps, in the order in which a unit takes them.
STEPS = ("mapped", "advocated", "decreed", "recruited", "trained", "operational")
# Raised by whoever changes what the same papers and memberships come to, so that all units are looked at again.
RULES = 3
MOMENTS = ("start", "mid", "end")
PAPERS = (
    "village_profile", "advocacy", "decree", "appointment", "training", "training_attendance", "unit_year",
    "phase_assessment", "agreement", "funding",
)  # fmt: skip


class UnitMember(NamedTuple):
    """Somebody who worked in the unit, by her membership."""

    person: str
    span: DaySpan


def unit_facts(papers: Sequence[TaskRecord], members: Sequence[UnitMember]) -> set[UnitFact]:
    """All of them."""
    known = UnitPapers(papers)
    agents = agent_spans(known, members)
    steps = {name: spans_of(known, agents, name) for name in STEPS}
    found = {UnitFact(name, "", *span, "") for name, spans in steps.items() for span in spans}
    found.update(paper_facts(known), agent_facts(known, agents), phase_facts(known), training_facts(known, agents))
    found.update(money_facts(known))
    return found


def spans_of(known: UnitPapers, agents: Mapping[str, list[DaySpan]], step: str) -> list[DaySpan]:
    """From the first day that a paper proves or the unit's year tells; a decree and its work may end."""
    if step == "decreed":
        formed = (one for one in known.of("decree", "starts_on") if one.get("sort") == UNIT_DECREE)
        return merged(DaySpan(str(one["starts_on"]), one.get("ends_on")) for one in formed)
    if step == "operational":
        return working_spans(known)
    proved = {
        "mapped": known.days("village_profile", "on"),
        "advocated": known.days("advocacy", "on"),
        "recruited": [span.since for spans in agents.values() for span in spans],
        "trained": [*known.trained().values()],
    }[step]
    days = [*proved, *known.days("unit_year", f"{step}_on")]
    return [DaySpan(min(days))] if days else []


def paper_facts(known: UnitPapers) -> Iterator[UnitFact]:
    """What it has besides its steps."""
    told = merged(DaySpan(str(one["starts_on"]), one.get("ends_on")) for one in known.of("agreement", "starts_on"))
    yield from (UnitFact("agreed", "", *span, "") for span in told)
    lines = (one for one in known.of("funding", "year") if one.get("line") == "documentation_reporting")
    years = {one["year"] for one in lines if (one.get("planned") or 0) + (one.get("spent") or 0) > 0}
    yield from (UnitFact("documented", "", *whole_year(year), "") for year in years)


def working_spans(known: UnitPapers) -> list[DaySpan]:
    """From the day on which it works to the day before it rests or is no more, as its years say."""
    ends = sorted([*known.days("unit_year", "paused_on"), *known.days("unit_year", "ended_on")])
    spans = []
    for since in known.days("unit_year", "operational_on"):
        end = next((day for day in ends if day >= since), None)
        spans.append(DaySpan(since, shifted(end, -1) if end else None))
    return merged(span for span in spans if span.until is None or span.until >= span.since)


def agent_spans(known: UnitPapers, members: Sequence[UnitMember]) -> dict[str, list[DaySpan]]:
    """{person: when she worked}: by her memberships; by her appointments, where she never had one."""
    told: dict[str, list[DaySpan]] = {}
    for one in members:
        told.setdefault(one.person, []).append(one.span)
    for paper in known.of("appointment", "person", "starts_on"):
        if paper["person"] not in {one.person for one in members}:
            told.setdefault(paper["person"], []).append(DaySpan(str(paper["starts_on"]), paper.get("ends_on")))
    return {person: merged(spans) for person, spans in told.items()}


def agent_facts(known: UnitPapers, agents: Mapping[str, list[DaySpan]]) -> Iterator[UnitFact]:
    """Each who works, and since when she is trained."""
    backgrounds = {one["person"]: one.get("background") or "" for one in known.of("appointment", "person")}
    first = known.trained()
    for person, spans in agents.items():
        value = backgrounds.get(person, "")
        for since, until in spans:
            yield UnitFact("agent", person, since, until, value)
            trained = max(since, first.get(person, "9999"))
            if trained <= (until or "9998"):
                yield UnitFact("trained_agent", person, trained, until, value)


def phase_facts(known: UnitPapers) -> Iterator[UnitFact]:
    """What each year wants to reach, and what the latest assessment of it says."""
    wanted = {one["year"]: one["target_phase"] for one in known.of("unit_year", "year", "target_phase")}
    for number, phase in wanted.items():
        yield UnitFact("target_phase", "", *whole_year(number), phase)
    told = sorted(known.of("phase_assessment", "year", "when", "phase"), key=lambda one: MOMENTS.index(one["when"]))
    for number, phase in {one["year"]: one["phase"] for one in told}.items():
        yield UnitFact("reached_phase", "", *whole_year(number), phase)
