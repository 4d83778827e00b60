"""What offices are told of a quarter: their own area, large numbers alone, and the same one for ever."""

import random
from datetime import timedelta
from typing import Any

from api import policies
from api.db.bulk import insert_rows
from api.db.engine import writing
from api.ids import new_id
from api.numbers.telling import TOLD, rows_of, span_due, tell_due
from api.numbers.told_spans import CountedPlace, ToldBlock, months_of, told_of_span
from api.records import KINDS
from tests.conftest import Place
from tests.samples import BODIES

SPAN = "2026-Q3"
VILLAGES = ("33.22.01.2001", "33.22.01.2002", "33.22.02.2001", "33.21.01.2001", "31.71.01.1001")


def nation(by: random.Random) -> list[CountedPlace]:
    """Units of five villages, mostly of few people."""
    lines = policies.report_definitions().numbers
    found = []
    for village in VILLAGES:
        for _ in range(2):
            counts = {}
            for month in months_of(SPAN):
                for line in lines:
                    parts = {part: by.choice([0, 3, 7, 20]) for part in line.parts or ("yes",)}
                    counts |= {(month, line.key, part): count for part, count in parts.items()}
                    counts[month, line.key, ""] = sum(parts.values()) + (0 if line.parts else by.choice([0, 2, 9]))
            found.append(CountedPlace(new_id(), village, counts))
    return found


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
    told = list(told_of_span(policies.report_definitions(), SPAN, units))
    with writing(place.engine) as session:
        insert_rows(session, TOLD, list(rows_of(SPAN, [*told, ToldBlock("", "country", "", "", "", len(units))])))
    mine = told_in(place, "Hadi").json()
    assert (mine["span"], mine["units"], mine["least"]) == (SPAN, len(units), 5)
    assert {one["place"] for one in mine["numbers"]} == {one.unit for one in units if one.village.startswith("33.22.")}
    assert "agreements_valid" in mine["awaited"]
    counts = [part["count"] for one in mine["numbers"] if one["measure"] != "outreach" for part in one["parts"]]
    assert min(counts) >= 5
    whole = told_in(place, "Pusat", level="country", measure="reached").json()["numbers"]
    reached = sum(one.counts.get((month, "reached", ""), 0) for one in units for month in months_of(SPAN))
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


def test_offices_are_told_of_what_nobody_is_counted_twice_in() -> None:
    """Five visits may be of one client. So what clients do is not told before it is counted by clients."""
    definitions = policies.report_definitions()
    kinds = {one.key: KINDS[one.kind] for one in definitions.measures if one.kind}
    told = {one.key: kinds.get(one.key) for one in definitions.numbers}
    assert told.pop("clients") is None  # where each stands: at one step
    assert {key: kind.opens_case for key, kind in told.items() if kind and kind.feed == "case"} == {"reached": True}


def test_two_quarters_of_where_clients_stand_tell_nobody_who_came_between_them() -> None:
    """One client more, one closed: neither is told of the quarter, and no subtraction of two quarters tells it."""
    definitions = policies.report_definitions()
    parts = dict(zip(("registered", "screened", "planned", "aftercare", "closed"), (9, 8, 14, 7, 21), strict=True))
    told = []
    for span, came in (("2027-Q1", 0), ("2027-Q2", 1)):
        now = {**parts, "registered": parts["registered"] + came, "closed": parts["closed"] + came}
        counts = {(month, "clients", part): count for month in months_of(span) for part, count in now.items()}
        counts |= {(months_of(span)[1], "reached", ""): came}
        places = [CountedPlace("of one unit", VILLAGES[0], counts)]
        rows = [one for one in told_of_span(definitions, span, places) if one.measure != "outreach"]
        assert {one.measure for one in rows} == {"clients"}
        told.append({(one.level, one.place, one.block): one.number for one in rows})
    assert len(told[0]) == 4 * 6
    assert {told[1][key] - told[0][key] for key in told[0]} <= {0, definitions.least}
    assert told[0]["unit", "of one unit", ""] == 55
    assert {count % definitions.least for one in told for count in one.values()} == {0}


def test_a_quarter_is_told_once_when_late_work_had_its_time(place: Place, client_of: Any) -> None:
    sari, now = place.phone("Sari"), place.clock()
    later = now.replace(year=now.year + 1, month=1, day=11)
    assert span_due(later - timedelta(days=1)) == f"{now.year}-Q3"
    span = span_due(later)
    assert span == f"{now.year}-Q4"
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
