"""How far units have come, worked out a second time: day by day from every paper there is, with none of the server's
own counting. {(unit, what holds, value): how many} on one day, without what is 0."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine, text

from api.changes.feed_key import coaching_id

Fields = dict[str, Any]


def naive_progress(engine: Engine, day: str) -> dict[tuple[str, str, str], int]:
    found: Counter[tuple[str, str, str]] = Counter()
    with engine.connect() as connection:
        units = connection.execute(text("SELECT id, village FROM unit")).all()
        papers = papers_of(connection)
        people = members_of(connection)
        for_areas = list(written_for_areas(connection))
    for unit, village in ((dashed(one), village) for one, village in units):
        mine = [(kind, record, fields) for feed, kind, record, fields in papers if feed == coaching_id(unit)]
        mine += [one for regions, one in for_areas if any(lies_in(village, area) for area in regions)]
        for key, value in held(mine, [one for one in people if one[0] == unit], day):
            found[unit, key, value] += 1
    return dict(found)


def papers_of(connection: Any) -> list[tuple[str, str, str, Fields]]:
    rows = connection.execute(
        text("SELECT feed, kind, record, body FROM change WHERE body IS NOT NULL ORDER BY record")
    )
    told = [(dashed(feed), kind, dashed(record), json.loads(body)) for feed, kind, record, body in rows]
    return [one for one in told if not one[3].get("voided_because")]


def written_for_areas(connection: Any) -> Iterator[tuple[list[str], tuple[str, str, Fields]]]:
    """For where; and as papers of a unit there would say it."""
    query = "SELECT regions, kind, id, starts_on, ends_on, said FROM area_paper WHERE voided_because IS NULL"
    for regions, kind, record, since, until, said in connection.execute(text(query)):
        where = regions.strip(",").split(",")
        yield where, (kind, dashed(record), {"starts_on": str(since), "ends_on": str(until)})
        for one in json.loads(said).get("offices", []):
            yield where, ("training_attendance", "", {"training": dashed(record), "satker": one["satker"]})


def lies_in(village: str, area: str) -> bool:
    return area == "country" or f"{village}.".startswith(f"{area}.")


def members_of(connection: Any) -> list[tuple[str, str, str, str]]:
    """Unit, person, first and last day."""
    query = """SELECT unit, person, began_at, ended_at FROM membership JOIN person ON person.id = membership.person
        WHERE role IN ('agent', 'coordinator') AND person.active"""
    return [
        (dashed(unit), dashed(person), str(began)[:10], str(ended)[:10] if ended else "9999")
        for unit, person, began, ended in connection.execute(text(query))
    ]


def held(
    papers: list[tuple[str, str, Fields]], people: list[tuple[str, str, str, str]], day: str
) -> list[tuple[str, str]]:
    def given(kind: str) -> list[Fields]:
        return [fields for name, _, fields in papers if name == kind]

    def by(kind: str, field: str) -> bool:
        return any(str(one[field]) <= day for one in given(kind) if one.get(field))

    trainings = {record: fields for kind, record, fields in papers if kind == "training"}
    passed = [one for one in given("training_attendance") if one.get("passed")
              and one.get("person")
              and trainings.get(one["training"], {}).get("sort") in ("training_ap", "refresher")
              and trainings[one["training"]].get("ends_on", "9999") <= day]  # fmt: skip
    letters = [one for one in given("appointment") if one["person"] not in {person for _, person, _, _ in people}]
    at_work = {person for _, person, first, last in people if first <= day <= last}
    at_work |= {one["person"] for one in letters if one["starts_on"] <= day <= one.get("ends_on", "9999")}
    ever = any(first <= day for _, _, first, _ in people) or any(one["starts_on"] <= day for one in letters)
    formed = [one for one in given("decree") if one["sort"] == "unit_formation"]
    told = {
        "mapped": by("village_profile", "on") or by("unit_year", "mapped_on"),
        "advocated": by("advocacy", "on") or by("unit_year", "advocated_on"),
        "decreed": any(one["starts_on"] <= day <= one.get("ends_on", "9999") for one in formed),
        "recruited": ever or by("unit_year", "recruited_on"),
        "trained": bool(passed) or by("unit_year", "trained_on"),
        "operational": works(given("unit_year"), day),
    }
    told["agreed"] = any(one["starts_on"] <= day <= one.get("ends_on", "9999") for one in given("agreement"))
    sums = [one.get("planned", 0) + one.get("spent", 0) for one in given("funding")
            if one["line"] == "documentation_reporting" and str(one["year"]) == day[:4]]  # fmt: skip
    told["documented"] = sum(sums) > 0
    found = [(step, "") for step, holds in told.items() if holds]
    found += money([one for one in given("funding") if str(one["year"]) == day[:4]])
    backgrounds = {one["person"]: one.get("background", "") for one in given("appointment")}
    found += [("agent", backgrounds.get(one, "")) for one in at_work]
    found += [("trained_agent", backgrounds.get(one, "")) for one in at_work & {one.get("person") for one in passed}]
    found += trained(trainings, passed, given("training_attendance"), at_work, day)
    found += [("target_phase", one["target_phase"]) for one in given("unit_year") if str(one["year"]) == day[:4]][-1:]
    judged = [one for one in given("phase_assessment") if str(one["year"]) == day[:4]]
    for moment in ("end", "mid", "start"):
        if several := [one for one in judged if one["when"] == moment]:
            return [*found, ("reached_phase", several[-1]["phase"])]
    return found


def money(lines: list[Fields]) -> list[tuple[str, str]]:
    """Each amount that is something, of a line and source."""
    found = []
    for field in ("planned", "spent"):
        for part in {(one["line"], one["source"]) for one in lines}:
            amount = sum(one.get(field, 0) for one in lines if (one["line"], one["source"]) == part)
            found += [(f"{field}_money", str(amount))] if amount else []
    return found


def trained(
    trainings: dict[str, Fields], passed: list[Fields], came: list[Fields], at_work: set[str], day: str
) -> list[tuple[str, str]]:
    """Of the year of this day, up to it; and of those who work who passed last two years before it."""
    held = {record: fields["ends_on"] for record, fields in trainings.items()
            if fields.get("ends_on", "9999") <= day and fields["ends_on"][:4] == day[:4]}  # fmt: skip
    people = {one["person"] for one in passed if one["training"] in held}
    offices = {" ".join(one["satker"].lower().split()) for one in came if one.get("satker") and one["training"] in held}
    last = {one["person"]: max(trainings[other["training"]]["ends_on"] for other in passed
                               if other["person"] == one["person"]) for one in passed}  # fmt: skip
    long_ago = str(date.fromisoformat(day) - timedelta(days=730))
    due = {person for person, newest in last.items() if newest <= long_ago} & at_work
    series = {trainings[record].get("series") or record for record in held}
    counts = {"training": series, "passed_agent": people, "office_trained": offices, "refresher_due": due}
    return [(key, "") for key, several in counts.items() for _ in several]


def works(years: list[Fields], day: str) -> bool:
    """Of all days on which it began or stopped, the last one is a beginning; one day of both is an end."""
    begun = max((one["operational_on"] for one in years if (one.get("operational_on") or "9999") <= day), default="")
    stops = [one[field] for one in years for field in ("paused_on", "ended_on") if one.get(field)]
    return bool(begun) and not any(begun <= stop <= day for stop in stops)


def naive_reports(engine: Engine, span: str) -> dict[str, tuple[int, int]]:
    """{unit: (months of the quarter at whose end it worked, how many of these were confirmed by the seventh)}."""
    with engine.connect() as connection:
        units = [dashed(one) for (one,) in connection.execute(text("SELECT id FROM unit"))]
        papers = papers_of(connection)
        rows = connection.execute(
            text("SELECT record, min(at) FROM change WHERE kind = 'month_report' GROUP BY record")
        )
        came = {dashed(record): str(at)[:10] for record, at in rows}
    found = {}
    for unit in units:
        mine = [(kind, record, fields) for feed, kind, record, fields in papers if feed == coaching_id(unit)]
        years = [fields for kind, _, fields in mine if kind == "unit_year"]
        due = timely = 0
        for number in (3 * int(span[-1]) - back for back in (2, 1, 0)):
            month, after = date(int(span[:4]), number, 1), date(int(span[:4]) + number // 12, number % 12 + 1, 1)
            if works(years, str(after - timedelta(days=1))):
                due += 1
                days = [came[record] for kind, record, fields in mine
                        if kind == "month_report" and fields["month"] == str(month)[:7]]  # fmt: skip
                timely += any(day <= str(after.replace(day=7)) for day in days)
        found[unit] = (due, timely)
    return found


def dashed(name: Any) -> str:
    plain = str(name).replace("-", "")
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))
