"""The sheet for whoever leads the village: a reader who knows the rule and subtracts finds no small number."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from api import policies
from api.policies.report_definitions import SheetLine
from api.records import KINDS
from api.records.confirmed_sheet import confirmed_rows
from api.records.month_counts import CountedMeasure, CountedPeople, MonthCounts
from api.records.month_sheet import SheetRow, sheet_of
from api.records.record import choices
from api.records.small_numbers import FEW, HIDDEN, ToldNumber, told_parts, told_whole
from tests.conftest import Place
from tests.engines import HOUSE
from tests.samples import BODIES

Json = Any
VECTORS = json.loads((HOUSE / "tests/vectors/small_numbers.json").read_text("utf-8"))
SHEETS = json.loads((HOUSE / "tests/vectors/month_sheets.json").read_text("utf-8"))
LEAST = 5


def said(told: ToldNumber) -> int | str:
    return told.kind if told.count is None else told.count


@pytest.mark.parametrize("vector", VECTORS["cases"], ids=lambda one: one["about"])
def test_numbers_told_as_worked_by_hand(vector: Json) -> None:
    whole, parts = vector["whole"], vector["parts"]
    told = [told_whole(whole, LEAST), *told_parts(whole, parts, LEAST, complete=vector["complete"])]
    assert [said(one) for one in told] == vector["told"]


@pytest.mark.parametrize("vector", SHEETS["cases"], ids=lambda one: one["about"])
def test_lines_of_the_sheet_as_worked_by_hand(vector: Json) -> None:
    people = CountedPeople(**vector["people"])
    counted = CountedMeasure("number", vector["count"], vector["of"], vector["by"], people)
    definitions = policies.report_definitions().model_copy(
        update={"sheet": (SheetLine(key="number", parts=tuple(vector["parts"])),)}
    )
    [row] = sheet_of(definitions, MonthCounts(date(2026, 11, 30), 0, 0, {}, [counted]))
    assert [said(row.whole), *map(said, row.parts.values())] == vector["told"]


@pytest.mark.parametrize("vector", SHEETS["confirmed"], ids=lambda one: one["about"])
def test_lines_of_a_confirmed_sheet_as_worked_by_hand(vector: Json) -> None:
    parts = {name: number(one) for name, one in vector["parts"].items()}
    [row] = confirmed_rows([SheetRow(vector["key"], number(vector["whole"]), parts)], vector["report"])
    assert [said(row.whole), {name: said(one) for name, one in row.parts.items()}] == vector["told"]


def number(one: int | str) -> ToldNumber:
    return ToldNumber("told", one) if isinstance(one, int) else {"few": FEW, "hidden": HIDDEN}[one]


def splits(whole: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to make it of so many."""
    if cells == 1:
        yield (whole,)
        return
    for first in range(whole + 1):
        for others in splits(whole - first, cells - 1):
            yield (first, *others)


def worlds_by_what_is_told(whole: int, parts: int, *, complete: bool) -> dict[Any, list[tuple[int, ...]]]:
    """What a reader who knows the rule must hold possible, by what she reads."""
    found = defaultdict(list)
    for world in splits(whole, parts if complete else parts + 1):
        told = told_parts(whole, world[:parts], LEAST, complete=complete)
        shown = whole if whole >= LEAST else None
        found[shown, tuple(said(one) for one in told)].append(world)
    return found


SIZES = [
    *((parts, True, most) for parts, most in ((2, 30), (3, 26), (4, 22), (5, 18))),
    *((parts, False, most) for parts, most in ((1, 30), (2, 26), (3, 22), (4, 18))),
]


@pytest.mark.parametrize(("parts", "complete", "most"), SIZES)
def test_nobody_subtracts_her_way_to_a_small_number(parts: int, complete: bool, most: int) -> None:
    """Of every whole, in every way to divide it: what is said to be few may be any number under five; of what is not
    told nobody knows whether it is few, or it is one of at least four numbers."""
    every = defaultdict(list)
    for whole in range(most + 1):
        for told, worlds in worlds_by_what_is_told(whole, parts, complete=complete).items():
            every[told] += worlds
    for (_, told), worlds in every.items():
        for cell in range(parts):
            possible = {world[cell] for world in worlds}
            if told[cell] == "few":
                assert possible == set(range(LEAST)), (told, cell)
            elif told[cell] == "hidden":
                assert min(possible) < LEAST <= max(possible) or len(possible) >= LEAST - 1, (told, possible)
        left_over = {world[parts] for world in worlds if not complete}
        assert not left_over or left_over <= {0} or min(left_over) >= LEAST or len(left_over) > 1, (told, left_over)


def test_every_line_is_a_number_of_the_month_and_names_all_its_parts() -> None:
    policy = policies.report_definitions()
    measures = {one.key: one for one in policy.measures}
    for line in policy.sheet:
        if line.key == "clients":
            assert line.parts == tuple(step.key for step in policies.journey().steps)
            continue
        one = measures[line.key]
        counted = KINDS[one.kind]
        if line.parts:
            assert set(line.parts) == set(choices(counted.model_fields[one.by].annotation))
        assert not line.open or counted.feed == "unit"


def test_no_two_lines_divide_the_same_people_in_two_ways() -> None:
    """Else one would tell what the other hides: each kind is counted by one line that has parts or a share."""
    policy = policies.report_definitions()
    measures = {one.key: one for one in policy.measures}
    bases = [
        (one.kind, one.day, one.when)
        for line in policy.sheet
        if line.key != "clients"
        for one in [measures[line.key]]
        if one.kind and not line.open and not one.sum
    ]
    assert len(bases) == len(set(bases))
    assert not any(measures[line.key].steps for line in policy.sheet if line.key != "clients")


def test_the_sheet_is_the_month_without_small_numbers_and_for_her_alone(place: Place, client_of: Any) -> None:
    sari = place.phone("Sari")
    place.person("Bu Ratna", "A", "coordinator")
    ratna, month = place.headers("Bu Ratna"), place.today()[:7]
    clients = [client_of(sari, alias) for alias in ("Mas Satu", "Mas Dua", "Mas Tiga", "Mas Empat", "Mas Lima")]
    for client in clients[:2] * 3:
        sari.save("visit", {**BODIES["visit"], "on": place.today()}, feed=client)
    sari.sync()
    told = place.http.get(f"/v1/months/{month}/sheet", headers=ratna).json()
    lines = {one["key"]: one for one in told["lines"]}
    assert list(lines) == [line.key for line in policies.report_definitions().sheet]
    assert told["least"] == LEAST
    assert lines["clients"]["whole"] == {"kind": "told", "count": 5}
    assert lines["visits"]["whole"] == {"kind": "few", "count": None}, "six visits of two clients"
    assert lines["outreach"]["whole"] == {"kind": "told", "count": 0}
    assert lines["clients"]["parts"]["planned"] == {"kind": "hidden", "count": None}
    assert "Mas" not in json.dumps(told)
    assert place.http.get(f"/v1/months/{month}/sheet", headers=sari.headers).status_code == 403
    assert place.http.get("/v1/months/2099-01/sheet", headers=ratna).status_code == 404
