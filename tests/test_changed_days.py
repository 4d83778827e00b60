"""From which quarter on a change may move a unit's counts. Pure."""

import json
from datetime import UTC, datetime
from typing import Any

from api.ids import shaped
from api.numbers.changed_days import changes_all, days_of, says_nothing, spans_reached
from api.numbers.unit_journal import JournalRow
from api.records.task_case import TaskRecord


def changed(kind: str, *, last: bool = True, lost: Any = None, version: int = 9, **said: Any) -> JournalRow:
    """About a record of 23 November 2026. `said`: `set`, `was` and `body`."""
    written = {name: json.dumps(said[name]) if name in said else None for name in ("set", "was", "body")}
    record = f"{int(datetime(2026, 11, 23, tzinfo=UTC).timestamp() * 1000):012x}" + "7" + "0" * 19
    return JournalRow(version, "a", shaped(int(record, 16)), kind, "2026-11-23", lost=lost, last=last, **written)


def test_a_change_is_counted_from_the_earliest_day_that_it_may_reach() -> None:
    closed = [TaskRecord("a", "closure", {"on": day}) for day in ("2026-06-20", "2026-09-30")]
    reached = {
        kind: set(spans_reached(changed(kind, body={"on": "2026-10-02"}), closed))
        for kind in ("visit", "quality_of_life", "plan")
    }
    assert reached["visit"] == {"2026-Q4", "2026-Q3"}, "it may answer one that was planned three days earlier"
    assert reached["quality_of_life"] == {"2026-Q4", "2026-Q3"}, "as the case was closed two days before"
    assert reached["plan"] == {"2026-Q4"}
    assert set(spans_reached(changed("quality_of_life", body={"on": "2026-10-02"}), closed[:1])) == {"2026-Q4"}
    made = changed("visit", body={"on": "2026-10-03", "next_on": "2026-10-20"})
    assert set(days_of(made)) == {"2026-10-03", "2026-10-20"}
    put_right = changed("visit", last=False, was={"on": "2026-01-05"}, set={"on": "2026-10-03"})
    assert set(days_of(put_right)) == {"2026-01-05", "2026-10-03"}, "both may differ"
    first_said = changed("visit", was={}, set={"on": "2026-10-03"}, body={"on": "2026-10-03"})
    assert set(days_of(first_said)) == {"2026-11-23", "2026-10-03"}, "it counted by the day on which it was written"
    noted = changed("visit", was={}, set={"note": "Lain."}, body={"on": "2026-10-03", "note": "Lain."})
    assert set(days_of(noted)) == {"2026-10-03"}


def test_what_follows_on_something_is_counted_from_that_on() -> None:
    relapse = changed("relapse", body={"on": "2026-10-03"})
    days = ("2025-02-01", "2026-05-01", "2026-11-30")
    begun = [TaskRecord(day, "aftercare", {"starts_on": day}) for day in days]
    assert set(spans_reached(relapse, begun)) == {"2026-Q2", "2026-Q4"}, "not what is long over, nor what came later"
    assert set(spans_reached(relapse, [])) == {"2026-Q4"}


def test_what_no_number_looks_at_changes_none() -> None:
    status = changed("client", was={}, set={"status": "closed"}, body={})
    told_again = changed("visit", body={"on": "2026-10-03"}, version=4)
    assert [says_nothing(one, 5) for one in (status, told_again)] == [True] * 2
    taken_back = changed("client", was={}, set={"voided_because": "Dua kali."}, body={})
    support = changed("visit", was={}, set={"support": ["listened"]}, body={"on": "2026-10-03"})
    sent = changed("referral", was={}, set={"status": "accepted"}, body={})
    assert not any(says_nothing(one, 5) for one in (taken_back, support, sent)), "the server writes steps itself"
    assert not says_nothing(changed("client", body={}), 5)


def test_what_nobody_can_follow_day_by_day_is_counted_anew() -> None:
    clashed = changed("visit", was={"on": "2026-01-05"}, set={"on": "2026-10-03"}, lost="{}", body={"on": "2026-02-01"})
    followed = changed("visit", was={"on": "2026-01-05"}, set={"on": "2026-10-03"}, body={"on": "2026-10-03"})
    erased, consent = changed("visit"), changed("consent", was={}, set={"on": "2026-10-03"}, body={})
    noted = changed("visit", was={}, set={"note": "Lain."}, lost="{}", body={"on": "2026-02-01"})
    assert [changes_all(one) for one in (clashed, erased, consent)] == [True] * 3
    assert [changes_all(one) for one in (followed, noted, changed("consent", body={}))] == [False] * 3
