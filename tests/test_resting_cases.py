"""Which cases are not read again when the next quarter is counted. Pure."""

from typing import Any

from api.changes.feed_key import FeedKey
from api.ids import shaped
from api.numbers.quarter_rows import amounts_of, case_of
from api.numbers.quarters import spans_from
from api.numbers.resting_cases import RestingCase, resting_in
from tests.read_records import read_there

CASE = FeedKey("home", "case")
JANUARY = 1768000000000  # 2026, in milliseconds
REGISTERED = (("clients", ""), ("clients", "registered"))


def rests(through: str, *visits: dict[str, Any], first: str = "2026-Q1") -> RestingCase | None:
    """A client who was met in January, and these visits."""
    written = [("client", {}), *(("visit", one) for one in visits)]
    ids = [shaped(JANUARY + at << 80) for at in range(len(written))]
    one = case_of([read_there({"id": id, "kind": kind}, said) for id, (kind, said) in zip(ids, written, strict=True)])
    amounts = amounts_of(one, list(spans_from("2026-Q1", through)))
    return resting_in({CASE: one}, {CASE: amounts}, first, through).get(CASE.id)


def test_a_case_rests_when_nothing_of_it_lies_in_the_quarter_or_later_by_whatever_day() -> None:
    visited, promised = {"on": "2026-02-03"}, {"on": "2026-02-03", "next_on": "2026-04-10"}
    assert rests("2026-Q1", visited) is None
    assert rests("2026-Q2") == rests("2026-Q2", visited) == RestingCase("2026-Q2", REGISTERED)
    assert rests("2026-Q2", promised) is None
    assert rests("2026-Q3", promised) == RestingCase("2026-Q3", REGISTERED)


def test_it_rests_from_no_quarter_of_which_it_was_not_read_whole() -> None:
    assert rests("2026-Q4", first="2026-Q3") == RestingCase("2026-Q3", REGISTERED)
    assert rests("2026-Q2", first="2026-Q3") is None
