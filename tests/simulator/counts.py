"""What is counted at night while things go on, and what whoever leads a unit is told of its month."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from api.areas.place_days import day_at, written_on
from api.clock import system_clock
from api.numbers.quarters import last_span_over
from api.numbers.unit_quarters import keep_all_up
from api.records import KINDS
from tests.naive_numbers import Key, naive_numbers, plain
from tests.simulator.story import LEADERS, Story, step
from tests.simulator.told_counts import offices_are_told_enough
from tests.simulator.truth import QuietTruth

Json = Any
ZONE = "Asia/Jakarta"
# What a month calls it, and of which kind it is.
COUNTED = {"reached": "client", "screenings": "screening", "visits": "visit", "referrals_sent": "referral"}


@step(2)
def count(story: Story) -> None:
    """A night, as of a day on which this quarter is over: what changed since the last one is counted."""
    keep_all_up(story.place.app.state.engine, long_after())


def long_after() -> datetime:
    """At an hour that is of one day in all of the country."""
    return (system_clock() + timedelta(days=200)).replace(hour=3)


def counts_are_true_and_of_enough_people(story: Story, truth: QuietTruth) -> None:
    """Where nights came meanwhile: what followed is what a second counting finds, and so is what offices are told."""
    if ["count"] not in story.steps:
        return
    leaders_are_told_their_month(story, truth)
    later = long_after()
    keep_all_up(story.place.app.state.engine, later)
    kept, counted = rows_kept(story), naive_numbers(story.place.engine, last_span_over(later, ZONE))
    wrong = {key: (kept.get(key), counted.get(key)) for key in kept | counted if kept.get(key) != counted.get(key)}
    assert not wrong, f"COUNTED OTHERWISE (kept, true) {wrong}"
    offices_are_told_enough(story, counted, later)


def rows_kept(story: Story) -> dict[Key, tuple[int, int]]:
    """As `naive_numbers` has them."""
    with story.place.engine.connect() as connection:
        rows = connection.execute(text("SELECT home, span, line, block, count, people FROM quarter_number")).all()
    return {(plain(home), span, line, block): (number, people) for home, span, line, block, number, people in rows}


def leaders_are_told_their_month(story: Story, truth: QuietTruth) -> None:
    """The month in which the server believes to be."""
    today = day_at(story.place.clock(), ZONE)
    for unit, leader in LEADERS.items():
        answer = story.place.http.get(f"/v1/months/{today[:7]}", headers=story.place.headers(leader))
        assert answer.status_code == 200, answer.text
        told = {one["key"]: (one["count"], one["people"]["whole"]) for one in answer.json()["measures"]}
        true = month_of(truth, story.place.units[unit], today)
        wrong = {name: (told[name], found) for name, found in true.items() if told[name] != found}
        assert not wrong, f"{leader}'S MONTH IS COUNTED OTHERWISE (told, true) {wrong}"


def month_of(truth: QuietTruth, unit: str, today: str) -> dict[str, tuple[int, int]]:
    """{measure: how many, and of how many people}, up to this day, of what stands and is this unit's."""
    standing = {record: one for record, one in truth.bodies.items() if "voided_because" not in one[2]}
    days: dict[str, list[tuple[str, Json]]] = defaultdict(list)
    for record, (case, kind, body) in standing.items():
        day = str(body.get(KINDS[kind].day or "") or written_on(record, "", ZONE))
        if truth.feeds[case].unit == unit and (case in standing or case == unit) and today[:7] <= day <= today:
            days[kind].append((case, body))
    heads = [int(body.get("head_total", 0)) for _, body in days["outreach"]]
    told = {name: [case for case, body in days[kind] if kind != "referral" or body.get("sent_on")]
            for name, kind in COUNTED.items()}  # fmt: skip
    people = {name: (len(cases), len({*cases})) for name, cases in told.items()}
    return {**people, "outreach_heads": (sum(heads), sum(heads))}
