"""What must not be shown, rule by rule: of which records somebody may know, until when, and which of their fields."""

from datetime import timedelta
from typing import Any

import pytest

from api.access.reached_cases import ReachedCases
from api.access.scope import REACH, Reach, RecordKey, Scope, SentHere, first_of, is_open, is_past
from api.access.views import is_flagged, office_view, view_of, viewed
from api.actor import Actor
from api.changes.feed_key import FeedKey
from api.changes.following import IN_UNIT
from api.changes.merge import created_again, merge, questions_after
from api.ids import new_id
from api.problems.tree import Invalid
from api.records import KINDS
from api.resources.records.filters import Filters, conditions, fields_to_filter
from tests.in_memory import AGENT, CASE, HOME, NOW, OTHER_CASE, UNIT

SECOND = timedelta(seconds=1)
RECORD = new_id()
HERE, OTHER = FeedKey(HOME, CASE), FeedKey(HOME, OTHER_CASE)
VISIT, CLIENT, REFERRAL = KINDS["visit"], KINDS["client"], KINDS["referral"]
KEY = RecordKey(HOME, RECORD)


def scope(role: str, sent: dict[RecordKey, SentHere] | None = None, **cases: Any) -> Scope:
    return Scope(Actor(AGENT, "Sari", role, UNIT, None, None), NOW, sent=sent or {}, **cases)


def sent(**more: Any) -> dict[RecordKey, SentHere]:
    return {KEY: SentHere(**{"kind": "referral", "feed": CASE, "version": 3, "until": None, "withdrawn": None, **more})}


NONE = frozenset[str]()
NOTHING = (NONE, False, "", False, False, NONE, "", *[False] * 5)


def test_a_role_reaches_what_the_table_says_and_one_that_nobody_thought_of_nothing() -> None:
    assert {name: tuple(reach) for name, reach in REACH.items()} == {
        "agent": (IN_UNIT, False, "", False, False, NONE, "", False, False, False, False, False),
        "coordinator": (IN_UNIT, True, "", False, False, NONE, "", False, False, False, False, False),
        "partner": (NONE, False, "recipient", False, False, NONE, "", False, False, False, False, False),
        "village": (NONE, False, "", False, True, {"unit", "coaching"}, "", False, False, False, False, False),
        "district": (
            frozenset({"coaching"}), False, "area", True, False, {"unit"}, "area", False, True, False, True, True,
        ),
        "province": (NONE, False, "", False, False, NONE, "area", False, False, True, False, True),
        "national": (NONE, False, "", False, False, NONE, "country", True, False, True, False, True),
    }  # fmt: skip
    assert [scope(role).reach for role in ("admin", "tea")] == [Reach(), Reach()] == [NOTHING] * 2


def test_papers_of_units_are_read_as_papers_and_their_unit_is_named_by_an_office_that_is_sent_something_too() -> None:
    office, papers = scope("district"), (KINDS["outreach"], KINDS["decree"])
    assert [office.reads_sent(kind) for kind in (REFERRAL, *papers)] == [True, False, False]
    assert [office.never_named(kind.feed) for kind in (REFERRAL, *papers)] == [True, False, False]


@pytest.mark.parametrize("role", ["coordinator", "partner", "village", "district"])
def test_an_office_filters_by_what_it_is_shown_of_every_record_and_by_nothing_else(role: str) -> None:
    """Any other filter would tell what stands in a field that she does not read."""
    office = scope(role)
    for kind in (one for one in KINDS.values() if role == "coordinator" or one.feed not in office.reach.follows):
        shown = kind.readable_by.get(role, NONE)
        kept = kind.readable_after_end.get(role, shown) if office.reach.sent else shown
        assert fields_to_filter(office, kind) == shown & kept, kind.kind
    assert "note" in fields_to_filter(scope("agent"), VISIT)


@pytest.mark.parametrize("name", ["client", "unit"])
def test_an_office_that_is_never_told_whose_it_is_does_not_ask_by_that(name: str) -> None:
    asked = Filters.model_validate({name: new_id()})
    with pytest.raises(Invalid):
        list(conditions(scope("district"), REFERRAL, asked))
    assert list(conditions(scope("partner"), REFERRAL, asked)) == []


def test_who_follows_knows_of_every_record_of_that_case_and_of_no_other() -> None:
    hers = scope("agent", followed=frozenset({HERE}), cases=ReachedCases(frozenset({HERE})))
    assert hers.has(VISIT, HERE, RECORD)
    assert not hers.has(VISIT, OTHER, RECORD)


@pytest.mark.parametrize(("role", "kind", "knows"), [
    ("coordinator", VISIT, True), ("coordinator", CLIENT, True),
    ("agent", VISIT, False), ("admin", CLIENT, False), ("partner", VISIT, False), ("partner", CLIENT, True),
])  # fmt: skip
def test_an_office_knows_of_what_its_role_reads_in_what_it_reaches(role: str, kind: Any, knows: bool) -> None:
    reached = scope(role, cases=ReachedCases(frozenset({HERE})))
    assert reached.has(kind, HERE, RECORD) is knows
    assert not reached.has(kind, OTHER, RECORD)


@pytest.mark.parametrize(
    ("there", "knows"),
    [
        (sent(), True),
        ({}, False),
        (sent(kind="visit"), False),
        (sent(withdrawn=4), False),
        (sent(until=NOW - SECOND), True),
        ({RecordKey(UNIT, RECORD): sent()[KEY]}, False),
        ({RecordKey(HOME, CASE): sent()[KEY]}, False),
    ],
)
def test_an_institution_knows_of_a_referral_that_was_sent_to_it_and_not_taken_back(there: Any, knows: bool) -> None:
    assert scope("partner", there).has(REFERRAL, HERE, RECORD) is knows
    assert not scope("partner", cases=ReachedCases(frozenset({HERE}))).has(REFERRAL, HERE, RECORD)
    assert scope("coordinator", cases=ReachedCases(frozenset({HERE}))).has(REFERRAL, HERE, RECORD)


def test_the_time_to_read_ends_at_its_moment_and_says_why() -> None:
    assert [is_past(until, NOW) for until in (None, NOW + SECOND, NOW, NOW - SECOND)] == [False, False, True, True]
    assert first_of() is first_of(None, None) is None
    assert first_of(NOW, None, NOW - SECOND) == NOW - SECOND
    for until, revoked, why in (
        (None, False, None),
        (NOW + SECOND, True, None),
        (NOW, False, "time"),
        (NOW, True, "revoked"),
    ):
        there = sent(until=until, revoked=revoked)
        assert scope("partner", there).why_over(KEY) == why
        assert scope("partner", there).is_over(KEY) is (why is not None)
        assert is_open(there[KEY], NOW) is (why is None)
    assert not is_open(sent(withdrawn=4)[KEY], NOW)
    assert scope("partner", sent(until=NOW)).why_over(RecordKey(UNIT, RECORD)) is None


def test_a_record_is_seen_whole_by_who_follows_and_through_its_view_by_an_office() -> None:
    red = {"red_flags": ["overdose"]}
    follower = scope("agent", followed=frozenset({HERE}))
    assert view_of(follower, VISIT, HERE, RECORD, {}) == frozenset(VISIT.model_fields)
    assert view_of(follower, VISIT, OTHER, RECORD, {}) == frozenset()
    for values, fields in (({}, set()), (red, {"note", "condition"})):
        seen = VISIT.readable_by["coordinator"] | fields
        assert office_view(VISIT, "coordinator", values) == view_of(scope("coordinator"), VISIT, HERE, RECORD, values)
        assert office_view(VISIT, "coordinator", values) == seen
        assert office_view(VISIT, "partner", values) == frozenset(), "no role, no field"
        assert office_view(CLIENT, "coordinator", values) == CLIENT.readable_by["coordinator"]
    assert is_flagged(VISIT, {**red, "of_a_newer_app": 1})
    assert not is_flagged(VISIT, {"of_a_newer_app": 1})


def test_when_its_time_is_over_an_institution_has_its_own_work_alone() -> None:
    over, still = scope("partner", sent(until=NOW)), scope("partner", sent(until=NOW + SECOND))
    after = REFERRAL.readable_after_end["partner"]
    assert view_of(over, REFERRAL, HERE, RECORD, {}) == after < view_of(still, REFERRAL, HERE, RECORD, {})
    assert view_of(over, REFERRAL, HERE, CASE, {}) == REFERRAL.readable_by["partner"], "of each record its own time"
    assert view_of(over, CLIENT, HERE, RECORD, {}) == frozenset()
    assert view_of(scope("admin", sent(until=NOW)), REFERRAL, HERE, RECORD, {}) == frozenset()


def test_a_view_keeps_the_questions_about_its_own_fields_alone() -> None:
    values = {"on": "x", "note": "RAHASIA", "questions": {"on": [1], "note": [2]}}
    assert viewed(values, frozenset({"on"})) == {"on": "x", "questions": {"on": [1]}}
    for asked in ({}, {"questions": {"note": [2]}}):
        assert viewed({"on": "x", **asked}, frozenset({"on"})) == {"on": "x"}


@pytest.mark.parametrize(
    ("now", "wanted", "was", "after", "lost"),
    [
        (1, 2, 1, 2, {}),
        (1, 2, 3, 1, {"a": 2}),
        (1, 1, 3, 1, {}),
        (1, None, 3, 1, {"a": None}),
        (1, None, 1, None, {}),
        (None, 2, None, 2, {}),
        (None, 2, 1, None, {"a": 2}),
        (1, 2, None, 1, {"a": 2}),
        (1, 2, True, 1, {"a": 2}),
    ],
)
def test_a_field_is_written_where_it_says_what_its_author_saw(
    now: Any, wanted: Any, was: Any, after: Any, lost: Any
) -> None:
    told = {"b": 0} if now is None else {"a": now, "b": 0}
    merged = merge(told, {"a": wanted}, {} if was is None else {"a": was})
    assert (merged.after, merged.lost) == ({"b": 0} if after is None else {"a": after, "b": 0}, lost)
    assert merged.text == ('{"b":0}' if after is None else f'{{"a":{after},"b":0}}')
    why = merge({"voided_because": "Satu."}, {"voided_because": "Dua."}, {})
    assert (why.after, why.lost) == ({"voided_because": "Dua."}, {})


def test_a_creation_that_comes_again_asks_what_differs() -> None:
    again = created_again({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4, "d": None})
    assert (again.after, again.lost) == ({"a": 1, "b": 2}, {"b": 3, "c": 4})


def test_a_question_goes_when_it_is_answered_and_the_newest_of_a_phone_stays() -> None:
    def asked(change: str, phone: str, value: Any = 0) -> dict[str, Any]:
        return {"change": change, "enrolment": phone, "by": "x", "at": "y", "value": value}

    who = {"change": "new", "enrolment": "hers", "by": "x", "at": "y"}
    before = {"a": [asked("1", "hers"), asked("2", "other")], "b": [asked("3", "hers")]}
    assert questions_after(before, {}, [], {}, who) == before
    assert questions_after(before, {}, ["1", "2", "3"], {"a": 1}, who) == {"b": before["b"]}
    assert questions_after(before, {}, ["1"], {"a": 1, "b": 1}, who) == {"a": before["a"][1:], "b": before["b"]}
    after = {"a": [before["a"][1], asked("new", "hers", 7)], "b": before["b"], "c": [asked("new", "hers", 8)]}
    assert questions_after(before, {"a": 7, "c": 8}, [], {"a": 7, "c": 8}, who) == after
