"""What a quarter is told by: definitions that divide nobody in two ways, and counts that a second counting finds."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from api import policies
from api.ids import shaped
from api.numbers.asked_kinds import kinds_asked
from api.numbers.line_parts import divisions_of
from api.numbers.quarter_rows import BlockCount, case_of, number_rows
from api.numbers.quarters import first_day_of, last_day_of, moved, span_of, spans_from
from api.policies.told_numbers import LinePart, ToldLine
from api.records import KINDS
from api.records.declaration import declarations
from api.records.task_case import TaskRecord
from tests.naive_numbers import DOMAINS, Case, add, day_written, plain
from tests.read_records import JAKARTA, read_there

TOLD = policies.told_numbers()
FIRST, LAST = date(2026, 1, 1), date(2027, 3, 31)
SPANS = list(spans_from(span_of(str(FIRST)), span_of(str(LAST))))
DAY = object()
FIELDS: dict[str, dict[str, list[Any]]] = {
    "client": {"alias": ["X"]},
    "consent": {"on": [DAY], "act": ["given", "given", "withdrawn"],
                "layers": [["contact", "screening"], ["contact"], ["research"]]},
    "screening": {"on": [DAY], "headline": ["low", "moderate", "high"], "talk_done": ["given", "later", None],
                  "scores": [{"alcohol": {"band": "high"}}, {"tobacco": {"band": "high"}}, None],
                  "decision": ["ibm", "ibm_approval", "refer", "protect", "information", None]},
    "visit": {"on": [DAY], "next_on": [DAY, None], "support": [["family_talk"], ["listened"], None]},
    "meeting": {"on": [DAY], "attended": ["came", "late", "absent"], "form": ["family", "individual"]},
    "plan": {"on": [DAY]},
    "alert": {"opened_on": [DAY], "closed_on": [DAY, None]},
    "referral": {"sent_on": [DAY, None], "reply_by": [DAY], "arrived_on": [DAY, None], "path": ["voluntary", "tat"],
                 "steps": [[{"status": "accepted", "on": "2026-06-15"}, {"status": "handed_back", "on": "2026-08-01"}],
                           [{"status": "accepted", "on": "2026-06-20"}, {"status": "completed", "on": "2026-09-01"}],
                           [{"status": "received", "on": "2026-06-15"}], None]},
    "vocational_training": {"starts_on": [DAY], "status": ["finished", "attending"],
                            "certificate": ["competence", "none"]},
    "vocational_outcome": {"on": [DAY], "point": ["m1", "m3", "m6"], "state": ["business", "seeking", "lost"]},
    "aftercare": {"starts_on": [DAY]},
    "relapse": {"on": [DAY]},
    "closure": {"on": [DAY], "reason": ["finished", "refused", "moved"]},
    "quality_of_life": {"on": [DAY], "point": ["start", "end"], "domains": [
        {name: {"score": score} for name in DOMAINS} for score in ("9.00", "14.29")] + [{"social": {"score": "4.00"}}]},
    "situation": {"on": [DAY], "point": ["start", "end", "m6"], "work": ["none", "business"], "school": ["no", "back"]},
    "outreach": {"on": [DAY], "head_total": [12, 30, None], "head_women": [None, 0, 9], "head_under18": [None, 12, 3],
                 "asked_after": [None, 0, 2, 40]},
}  # fmt: skip


def test_what_is_asked_of_each_kind_is_all_that_is_counted_by() -> None:
    asked = {kind: set(one.fields) for kind, one in kinds_asked().items()}
    assert asked == {kind: set(fields) - {"alias"} for kind, fields in FIELDS.items()}


def a_day(by: random.Random) -> str:
    return str(FIRST + timedelta(days=by.randrange((LAST - FIRST).days)))


def a_record(by: random.Random, kind: str) -> TaskRecord:
    chosen = {name: by.choice(values) for name, values in FIELDS[kind].items()}
    values = {name: a_day(by) if value is DAY else value for name, value in chosen.items() if value is not None}
    moment = int(date.fromisoformat(a_day(by)).strftime("%s")) * 1000
    return read_there({"id": shaped(moment << 80 | by.getrandbits(80)), "kind": kind}, values)


def a_case(by: random.Random) -> list[TaskRecord]:
    """Of a client, or the unit's papers."""
    if by.random() < 0.05:
        return [a_record(by, "outreach") for _ in range(12)]
    kinds = [one for one in FIELDS if one not in ("client", "outreach")]
    return [a_record(by, "client"), *(a_record(by, by.choice(kinds)) for _ in range(by.randrange(5, 25)))]


def as_naive(records: list[TaskRecord]) -> Case:
    found: Case = defaultdict(list)
    for one in records:
        day = one.values.get(KINDS[one.kind].day or "") or day_written(plain(one.id), JAKARTA)
        found[one.kind].append((str(day), plain(one.id), dict(one.values)))
    return found


def test_a_second_counting_finds_the_same_and_every_block_is_counted() -> None:
    by = random.Random(5)
    cases = [a_case(by) for _ in range(150)]
    rows = number_rows([case_of(records) for records in cases], SPANS[0], SPANS[-1])
    found: Any = defaultdict(lambda: [0, 0])
    for case in map(as_naive, cases):
        newest = max(((on, values["act"] == "withdrawn") for on, _, values in case["consent"]
                      if "research" in values["layers"]), default=("", False))  # fmt: skip
        for span in () if newest[1] else SPANS:
            add(found, "", span, case)
    assert {key[1:]: BlockCount(*counts) for key, counts in found.items()} == rows
    lines = [one for one in TOLD.lines if one not in (*TOLD.of_ballots, *TOLD.of_reports)]
    blocks = {(one.key, block) for one in lines for names in divisions_of(one, SPANS[2]) for block in names}
    assert blocks <= {(line, block) for _, line, block in rows}
    assert any(counts.people < counts.number for counts in rows.values())
    assert number_rows([case_of(records[::-1]) for records in cases], SPANS[1], SPANS[-1]) == {
        key: counts for key, counts in rows.items() if key[0] >= SPANS[1]
    }


def test_quarters_are_days_and_names() -> None:
    assert [span_of(day) for day in ("2026-01-01", "2026-03-31", "2026-12")] == ["2026-Q1", "2026-Q1", "2026-Q4"]
    assert (str(first_day_of("2026-Q4")), str(last_day_of("2026-Q4"))) == ("2026-10-01", "2026-12-31")
    assert [moved("2026-Q4", by) for by in (1, -4, -1)] == ["2027-Q1", "2025-Q4", "2026-Q3"]


def looked_at(part: LinePart) -> set[str]:
    """What decides whether something belongs to it."""
    fields = {one.field for one in (*part.of_which, *part.either)} | {part.rises and f"domains.{part.rises}", part.sum}
    named = (
        name
        for name in ("step", "any", "follows", "layers", "ended_on", "gap_in_days", "in_time")
        if getattr(part, name)
    )
    # When it was answered, whichever way, is no step but a day (`ACCEPTED` in test_told_ways.py).
    steps = {part.stepped_by} if part.stepped_by else {*part.stepped}
    return fields.union(named, steps, {part.scored and f"scores.{part.scored}"}) - {""}


def levels(parts: tuple[LinePart, ...]) -> Iterator[tuple[LinePart, ...]]:
    yield parts
    for one in parts:
        if one.into:
            yield from levels(one.into)


def test_two_lines_of_one_base_share_their_parts_or_have_nothing_to_do_with_each_other() -> None:
    """Else one would be subtracted from the other: what two lines divide by one field they divide alike, up to it."""

    def told_apart(one: tuple[LinePart, ...], other: tuple[LinePart, ...]) -> bool:
        if [(part.part, looked_at(part)) for part in one] == [(part.part, looked_at(part)) for part in other]:
            return all(told_apart(mine.into, its.into) for mine, its in zip(one, other, strict=True))
        fields = [{field for level in levels(parts) for part in level for field in looked_at(part)}
                  for parts in (one, other)]  # fmt: skip
        return fields[0].isdisjoint(fields[1])

    pairs = [(one, other) for one in TOLD.lines for other in TOLD.lines if one.key < other.key]
    together = [(one, other) for one, other in pairs if one.base == other.base and one.sum == other.sum]
    assert len(together) > 20
    assert [(one.key, other.key) for one, other in together if not told_apart(one.parts, other.parts)] == []
    assert not told_apart(line("by_band").parts, (LinePart(part="low", of_which=line("by_band").parts[0].of_which),))
    months = [one.base for one in TOLD.lines if one.by_month and not one.sum]
    assert len(months) == len(set(months))


def line(key: str) -> ToldLine:
    return next(one for one in TOLD.lines if one.key == key)


def test_no_two_bases_share_a_record_and_people_are_told_coarsely() -> None:
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for base in TOLD.bases:
        lines = [one for one in TOLD.lines if one.base == base.key]
        assert lines
        assert all(one.coarse for one in lines) == bool(base.clients), base.key
        assert not (base.ballots or base.reports) or not (base.kind or base.clients)
        assert base.reports or all(KINDS[base.kind].feed == "unit" for one in lines if one.open)
        if base.kind:
            by_kind[base.kind].append({one.field: {*one.among} for one in base.when})
    for kind, several in by_kind.items():
        chosen = [value for one in several for value in one.get("point", ())]
        assert len(several) == 1 or (all(set(one) == {"point"} for one in several) and len(chosen) == len(set(chosen)))
        assert kind in KINDS


def test_every_part_can_be_said_and_has_its_words() -> None:
    declared = declarations()["kinds"]
    bases = {one.key: one for one in TOLD.bases}
    for one in TOLD.lines:
        kind = bases[one.base].kind
        for level in levels(one.parts) if one.parts else ():
            said = [part for part in level if looked_at(part)]
            assert said == [*level[:-1]] or {part.step for part in level} >= {"closed"}, one.key
        for part in one.every_part():
            for condition in (*part.of_which, *part.either):
                options = declared[kind]["fields"][condition.field].get("options", condition.among)
                assert {*condition.among} <= {*options}, (one.key, part.part)
        names = [part.part for part in one.every_part()]
        assert len(names) == len(set(names)), one.key
        for words in one.words.values():
            assert set(words.parts) == set(names), one.key
            assert words.name
            assert words.counts
            assert words.time
            assert bool(words.shares) == bool(one.parts), one.key
        assert set(one.words) == {"id", "en"}
    assert tuple(part.part for part in line("clients").parts) == tuple(step.key for step in policies.journey().steps)


def test_a_monitoring_begins_with_what_is_told() -> None:
    known = json.dumps([one.key for one in TOLD.lines])
    assert all(source.measure in known for source in policies.monitoring_figures().figures)
