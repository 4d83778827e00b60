"""What offices are told of a quarter: as it was counted, of enough people, also to who subtracts."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import text

from api import policies
from api.clock import system_clock
from api.db.engine import reading
from api.numbers.line_parts import divisions_of
from api.numbers.quarters import moved, span_of
from api.numbers.telling import lines_due, places_in, tell_span
from tests.naive_numbers import Key, plain
from tests.simulator.story import AREAS, NATION, OFFICER, Story

Json = Any
PlaceBlock = tuple[str, str, str]  # a place by its code, or a unit's village and id; number; block
LINES = {one.key: one for one in policies.told_numbers().lines}
LEAST = policies.report_definitions().least
WIDTHS: dict[str, int | None] = {"country": 0, "province": 2, "regency": 5, "unit": None}
INSIDE = {"country": "province", "province": "regency", "regency": "unit"}


def offices_are_told_enough(story: Story, counted: Mapping[Key, tuple[int, int]], now: datetime) -> None:
    """Of this quarter, all of which is told by then, and of whatever else is told when it is."""
    span = span_of(str(system_clock().date()))
    tell(story, span, now)
    places, telling = places_by_unit(story), {level: told_to(story, NATION, level, span) for level in WIDTHS}
    for level in ("regency", "unit"):
        own = {key: number for key, number in telling[level].items() if key[0].startswith(AREAS[OFFICER])}
        assert told_to(story, OFFICER, level, span) == own, f"{OFFICER} IS TOLD SOMETHING ELSE OF EACH {level}"
    for level, told in telling.items():
        true = summed({key: one for key, one in counted.items() if key[1] == span}, places, WIDTHS[level])
        must_be_true_and_enough(told, true)
        must_be_told_by_division(told, span)
        if level != "country":
            [around] = [wide for wide, inner in INSIDE.items() if inner == level]
            must_hide_enough(telling[around], told, true, {one[: WIDTHS[level]] for one in places.values()})


def tell(story: Story, span: str, now: datetime) -> None:
    """As the night does in which the last of it is due."""
    engine = story.place.app.state.engine
    with reading(engine) as session:
        lines = dict(lines_due(session, moved(span, 2)))[span]
    tell_span(engine, span, lines, places_in(engine, {span: lines}, now)[span])


def places_by_unit(story: Story) -> dict[str, str]:
    with story.place.engine.connect() as connection:
        rows = connection.execute(text("SELECT id, village FROM unit")).all()
    return {plain(unit): f"{village}/{plain(unit)}" for unit, village in rows}


def told_to(story: Story, who: str, level: str, span: str) -> dict[PlaceBlock, int]:
    """But for what is no number of people."""
    asked, places = {"level": level, "span": span}, places_by_unit(story)
    answer = story.place.http.get("/v1/numbers", params=asked, headers=story.place.headers(who))
    assert answer.status_code == 200, answer.text
    found: dict[PlaceBlock, int] = {}
    for one in answer.json()["numbers"]:
        place, line = places.get(plain(one["place"]), one["place"]), LINES[one["measure"]]
        if not (line.mean or line.open):
            found |= {(place, line.key, part["month"] or part["part"] or ""): part["count"] for part in one["parts"]}
    return found


def summed(
    counted: Mapping[Key, tuple[int, int]], places: Mapping[str, str], width: int | None
) -> dict[PlaceBlock, tuple[int, int]]:
    """How many, and of how many people, each of whom is one unit's."""
    found: dict[PlaceBlock, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for (unit, _, measure, block), (number, people) in counted.items():
        key = (places[unit][:width], measure, block)
        found[key] = (found[key][0] + number, found[key][1] + people)
    return found


def must_be_true_and_enough(told: Mapping[PlaceBlock, int], true: Mapping[PlaceBlock, tuple[int, int]]) -> None:
    for (place, measure, block), number in told.items():
        (counted, people), line = true.get((place, measure, block), (0, 0)), LINES[measure]
        wanted = counted - counted % LEAST if line.coarse else counted
        assert number == wanted, f"OF {place} {measure} {block} IS TOLD {number}, AND IT IS {counted}"
        must_be_enough(people, measure, block)


def must_be_enough(people: int, measure: str, block: str) -> None:
    """Or nobody, in a part of what tells of whoever works."""
    enough = people >= LEAST or (LINES[measure].none_too and block and not people)
    assert enough, f"OF {measure} {block} {people} PEOPLE ARE TOLD"


def must_hide_enough(
    around: Mapping[PlaceBlock, int], told: Mapping[PlaceBlock, int], true: Mapping[PlaceBlock, tuple[int, int]],
    places: set[str],
) -> None:  # fmt: skip
    """What is told of a place without what is told inside it."""
    for place, measure, block in around:
        inside = ((one, measure, block) for one in places if one.startswith(place))
        if hidden := [key for key in inside if key not in told]:
            must_be_enough(sum(true.get(key, (0, 0))[1] for key in hidden), measure, block)


def must_be_told_by_division(told: Mapping[PlaceBlock, int], span: str) -> None:
    """All blocks of one or none, else the missing one is what is left."""
    blocks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for place, measure, block in told:
        blocks[place, measure].add(block)
    for (place, measure), mine in blocks.items():
        coarser: set[str] = set()
        for division in divisions_of(LINES[measure], span):
            fresh = {*division} - coarser
            assert mine.isdisjoint(fresh) or mine >= fresh, f"OF {place} {measure} SOME OF {fresh} ARE TOLD"
            coarser |= fresh
