"""What offices are told of a quarter: their own area, large numbers alone, and the same one for ever."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import orjson
from sqlmodel import SQLModel

from api import policies
from api.db.bulk import insert_rows
from api.db.engine import reading, writing
from api.db.stated_scope import state
from api.ids import new_id
from api.numbers.line_parts import divisions_of
from api.numbers.quarter_rows import BlockCount
from api.numbers.quarters import first_day_of, moved, span_of
from api.numbers.telling import TOLD, lines_due, places_in, rows_of, span_due, tell_due
from api.numbers.told_spans import CountedPlace, ToldBlock, told_of_line
from api.policies.told_numbers import ToldLine
from tests.conftest import Place
from tests.samples import BODIES

BALLOT = SQLModel.metadata.tables["ballot"]
SPAN = "2026-Q3"
VILLAGES = ("33.22.01.2001", "33.22.01.2002", "33.22.02.2001", "33.21.01.2001", "31.71.01.1001")
LEAST = policies.report_definitions().least
LINES = policies.told_numbers().lines


def nation(by: random.Random) -> list[CountedPlace]:
    """Units of five villages, mostly of few people, each of whom counts once."""
    found = []
    for village in VILLAGES:
        for _ in range(2):
            counts: dict[tuple[str, str], BlockCount] = {}
            for line in LINES:
                *coarser, finest = divisions_of(line, SPAN)
                some = {block: by.choice([0, 3, 7, 20]) for block in finest}
                whole = sum(some.values())
                counts |= {(line.key, block): BlockCount(2 * many, many) for block, many in some.items()}
                wider = {block for blocks in coarser for block in blocks} - set(finest)
                counts |= {(line.key, block): BlockCount(2 * whole, whole) for block in wider}
            found.append(CountedPlace(new_id(), village, counts))
    return found


def told_of(units: Sequence[CountedPlace]) -> Iterator[ToldBlock]:
    for line in LINES:
        yield from told_of_line(line, SPAN, units, LEAST)


def told_in(place: Place, name: str, **asked: str) -> Any:
    return place.http.get("/v1/numbers", params=asked, headers=place.headers(name))


def test_an_office_is_told_its_own_area_and_no_small_number(place: Place) -> None:
    for name, role, area in (
        ("Hadi", "district", "33.22"),
        ("Propinsi", "province", "33"),
        ("Pusat", "national", None),
    ):
        place.person(name, None, role, area=area)
    place.person("Sari")
    assert told_in(place, "Hadi").status_code == 404
    units = nation(random.Random(7))
    told = list(told_of(units))
    with writing(place.engine) as session:
        insert_rows(session, TOLD, list(rows_of(SPAN, [*told, ToldBlock("", "country", "", "", "", len(units))])))
    mine = told_in(place, "Hadi").json()
    assert (mine["span"], mine["units"], mine["least"]) == (SPAN, len(units), 5)
    assert {one["place"] for one in mine["numbers"]} == {one.unit for one in units if one.village.startswith("33.22.")}
    assert "referrals" in mine["later"]
    of_work = {line.key for line in LINES if line.none_too}
    no_people = {line.key for line in LINES if line.open or line.mean}
    of_people = [one for one in mine["numbers"] if one["measure"] not in no_people]
    counts = {(one["measure"] in of_work, part["count"]) for one in of_people for part in one["parts"]}
    assert min(count for no_client, count in counts if count or not no_client) >= 5
    whole = told_in(place, "Pusat", level="country", measure="reached").json()["numbers"]
    reached = sum(one.counts["reached", ""].number for one in units)
    assert [one["parts"][0] for one in whole] == [{"month": None, "part": None, "count": reached}]
    regencies = told_in(place, "Propinsi", level="regency").json()["numbers"]
    assert {one["place"] for one in regencies} == {"33.22", "33.21"}
    assert {one["name"] for one in regencies} >= {"Kabupaten Semarang"}
    refused = [("Hadi", {"level": "province"}), ("Propinsi", {"level": "country"}), ("Sari", {})]
    assert [told_in(place, name, **asked).status_code for name, asked in refused] == [403] * 3
    elsewhere = [("Hadi", {"area": "33.21"}), ("Propinsi", {"area": "31.71"}), ("Hadi", {"area": "33"})]
    assert [told_in(place, name, **asked).status_code for name, asked in elsewhere] == [404] * 3
    assert told_in(place, "Propinsi", area="33.21").status_code == 200
    assert told_in(place, "Pusat", span="2026-Q2").status_code == 404


def test_five_visits_of_one_client_are_told_to_nobody() -> None:
    busy, many = BlockCount(40, 1), BlockCount(6, 6)
    for counts, told in ((busy, 0), (many, 4)):
        place = CountedPlace("one unit", VILLAGES[0], {("plans", ""): counts})
        assert len(list(told_of_line(one_line("plans"), SPAN, [place], LEAST))) == told


def test_that_each_did_is_told_of_work_and_of_no_client() -> None:
    """All consents complete, which agents saw to; and all closures finished, which tells of whoever was a client."""
    each = {("consent_complete", ""): 9, ("consent_complete", "yes"): 9, ("completion", ""): 9,
            ("completion", "finished"): 9}  # fmt: skip
    place = CountedPlace("one unit", VILLAGES[0], {key: BlockCount(many, many) for key, many in each.items()})
    told = {}
    for line in (one for one in LINES if one.key in ("consent_complete", "completion")):
        rows = told_of_line(line, SPAN, [place], LEAST)
        told[line.key] = {one.block: one.number for one in rows if one.level == "unit"}
    assert told == {"consent_complete": {"": 9, "yes": 9, "rest": 0}, "completion": {"": 9}}
    assert list(told_of_line(one_line("consent_complete"), SPAN, [place._replace(counts={})], LEAST)) == []


def one_line(key: str) -> ToldLine:
    return next(one for one in LINES if one.key == key)


def test_answers_of_nobody_are_told_where_enough_people_must_have_given_them(place: Place) -> None:
    """A client may answer for each service in each month: twelve answers of which no service and month has five may be
    of four people."""
    few, many = (dict.fromkeys(months, services) for months, services in (
        (("2026-07", "2026-08", "2026-09"), (4, 0)), (("2026-08",), (5, 2))))  # fmt: skip
    for unit, cells in (("A", few), ("B", many)):
        with writing(place.engine) as session:
            state(session, {"home": place.units[unit]})
            marks = [orjson.dumps({"time": 4, "cost": mark}).decode() for mark in (4, 3, 3, 4, 4)]
            rows = [[place.units[unit], new_id(), month, service, "skm", marks[at % 5], None, None, None]
                    for month, two in cells.items()
                    for service, often in zip(("referral", "training"), two, strict=True)
                    for at in range(often)]  # fmt: skip
            insert_rows(session, BALLOT, rows)
    units = places_in(place.app.state.engine, {SPAN: []}, place.clock())[SPAN]
    both = [list(told_of_line(one_line(key), SPAN, units, LEAST)) for key in ("satisfaction", "satisfaction_index")]
    assert [one.place for told in both for one in told if one.level == "unit"] == [], "the one beside it is few"
    alone = [one for one in units if one.unit == place.units["B"]]
    assert [one.number for one in told_of_line(one_line("satisfaction"), SPAN, alone, LEAST)] == [7] * 4
    # (5 x 4 + ...): 100, 88, 88, 100, 100 and 100, 88, rounded one by one, come to 94.9.
    assert [one.number for one in told_of_line(one_line("satisfaction_index"), SPAN, alone, LEAST)] == [95] * 4


def test_two_quarters_of_where_clients_stand_tell_nobody_who_came_between_them() -> None:
    """One client more, one closed: neither is told of the quarter, and no subtraction of two quarters tells it."""
    line = one_line("clients")
    parts = dict(zip(("registered", "screened", "planned", "aftercare", "closed"), (9, 8, 14, 7, 21), strict=True))
    told = []
    for came in (0, 1):
        now = {**parts, "registered": parts["registered"] + came, "closed": parts["closed"] + came}
        counts = {("clients", part): BlockCount(count, count) for part, count in now.items()}
        counts["clients", ""] = BlockCount(sum(now.values()), sum(now.values()))
        rows = told_of_line(line, SPAN, [CountedPlace("of one unit", VILLAGES[0], counts)], LEAST)
        told.append({(one.level, one.place, one.block): one.number for one in rows})
    assert len(told[0]) == 4 * 6
    assert {told[1][key] - told[0][key] for key in told[0]} <= {0, LEAST}
    assert told[0]["unit", "of one unit", ""] == 55
    assert {count % LEAST for one in told for count in one.values()} == {0}


def test_what_comes_of_something_is_told_later_and_numbers_of_one_base_together(place: Place) -> None:
    def due(last: str) -> dict[str, set[str]]:
        with reading(place.engine) as session:
            return {span: {line.key for line in lines} for span, lines in lines_due(session, last)}

    first = due(SPAN)
    assert len(first) == policies.told_numbers().told_quarters
    before, long_before = moved(SPAN, -1), moved(SPAN, -2)
    assert "reached" in first[SPAN]
    assert first[before] - first[SPAN] == {
        "referrals", "referrals_accepted", "referrals_completed", "referrals_answered", "voluntary"
    }  # fmt: skip
    assert first[long_before] - first[before] == {"vocational", "relapse"}
    marks = {SPAN: ["", "screened"], before: ["", *first[before]], long_before: [""]}
    rows = [
        [span, "", "country", "", one, "", 2, "2027-2 2027-1"] for span, several in marks.items() for one in several
    ]
    with writing(place.engine) as session:
        insert_rows(session, TOLD, rows)
    again = due(SPAN)
    assert first[SPAN] - again[SPAN] == {line.key for line in LINES if line.base == "first_screenings"}
    assert again.keys() == first.keys() - {before, long_before}, "one was told, and one by older rules"


def test_a_quarter_is_told_once_when_late_work_had_its_time(place: Place, client_of: Any) -> None:
    sari, span = place.phone("Sari"), span_of(place.today())
    later = datetime.combine(first_day_of(moved(span, 1)) + timedelta(days=30), time(5), UTC)
    assert [span_due(later - timedelta(days=1)), span_due(later)] == [moved(span, -1), span]
    for alias in ("Mas Satu", "Mas Dua", "Mas Tiga", "Mas Empat", "Mas Lima"):
        client_of(sari, alias)
    client = client_of(sari, "Mas Enam")
    assert tell_due(place.app.state.engine, later) > 0
    place.person("Pusat", None, "national")
    before = told_in(place, "Pusat", level="country").json()
    reached = {one["measure"]: one["parts"] for one in before["numbers"]}["reached"]
    assert reached[0] == {"month": None, "part": None, "count": 6}
    assert "Mas" not in told_in(place, "Pusat").text
    sari.save("visit", {**BODIES["visit"], "on": place.today()}, feed=client)
    client_of(sari, "Mas Tujuh")
    assert tell_due(place.app.state.engine, later + timedelta(days=30)) == 0
    assert told_in(place, "Pusat", level="country").json() == before
    assert tell_due(place.app.state.engine, later + timedelta(days=92)) > 0
    assert told_in(place, "Pusat", level="country", span=span).json()["numbers"] == before["numbers"]
