"""What rules tie to an exclusive field is written with it, refused with it or asked with it, and never halfway."""

from typing import Any

import pytest

from api.changes.apply import apply
from api.changes.merge import lost_beside, merge
from api.records import KINDS
from api.records.record import tied_fields
from tests.in_memory import CASE, NOW, batch_of, change, hold

BOTH, NEITHER = {"status", "because"}, set[str]()


@pytest.mark.parametrize(
    ("now", "sets", "was", "lost"),
    [
        (("open", None), ("shut", "left"), ("new", None), BOTH),
        (("shut", "moved"), ("open", None), ("shut", "left"), BOTH),
        (("shut", "moved"), ("shut", "left"), ("open", None), {"because"}),
        (("open", None), ("shut", None), ("new", None), {"status"}),
        (("open", None), ("shut", "left"), ("open", None), NEITHER),
    ],
)
def test_what_is_tied_to_an_exclusive_field_is_written_with_it_or_asked_with_it(
    now: Any, sets: Any, was: Any, lost: set[str]
) -> None:
    """What is tied to nothing goes its own way."""
    told, saw = ({"status": status, "because": because} for status, because in (now, was))
    wanted = {"status": sets[0], "because": sets[1], "note": "Baru."}
    merged = merge(told, wanted, saw, {"because": "status"})
    assert merged.lost == {name: wanted[name] for name in lost}
    written = {**wanted, **{name: told[name] for name in lost}}
    assert merged.after == {name: value for name, value in written.items() if value}


def test_what_somebody_emptied_meanwhile_is_asked_and_not_written_again() -> None:
    assert merge({}, {"note": "Baru."}, {"note": "Lama."}).lost == {"note": "Baru."}


def test_what_its_rules_tie_to_an_exclusive_field_is_the_kinds_own_word() -> None:
    tied = {name: {*tied_fields(kind)} for name, kind in KINDS.items() if tied_fields(kind)}
    assert {*tied_fields(KINDS["client"]).items()} == {("closed_reason", "status"), ("same_as", "status")}
    assert tied["alert"] == {"closed_on", "next_on", "status_because"}
    assert tied["unit_action"] == {"done_on"}
    assert {"appointment_time", "accompanied_by", "discharge"} < tied["referral"], "by another of them"
    assert {*tied} <= {name for name, kind in KINDS.items() if kind.exclusive_fields}


@pytest.mark.parametrize(("stands", "field"), [
    ({"status": "accompanied"}, "status"), ({"status": "closed", "closed_reason": "moved"}, "closed_reason"),
])  # fmt: skip
@pytest.mark.parametrize("late", [False, True])
def test_a_case_is_closed_or_opened_with_its_reason_or_not_at_all(stands: Any, field: str, late: bool) -> None:
    """Who follows is told what moved while she wrote; of who handed her over both are asked, and nothing is written."""
    batch = batch_of(CASE, until=NOW, reason="handed_over") if late else batch_of(CASE)
    values = {"code": "7Q4MK2H", "alias": "Mas Wahyu", **stands}
    hold(batch, CASE, kind="client", values=values)
    was, sets = {"status": "registered", "closed_reason": None}, {"status": "closed", "closed_reason": "finished"}
    if field == "closed_reason":
        was, sets = {**sets}, {"status": "registered", "closed_reason": None}
    result = apply(batch, change("client", record=CASE, feed=CASE, set=sets, was=was))
    assert batch.held[CASE].values == values
    if late:
        assert (result.answer, {name: one[0]["value"] for name, one in batch.held[CASE].questions.items()}) == (
            "applied", sets,
        )  # fmt: skip
    else:
        told = (result.problem or {}).get
        assert (result.answer, told("field"), told("current")) == ("refused", field, values[field])


@pytest.mark.parametrize(("sets", "lost", "whole"), [
    ({"status": "open", "because": "x"}, {"status": "open"}, {"status", "because"}),
    ({"because": "x", "next": 2}, {"because": "x"}, NEITHER),
    ({"status": "open", "because": "x"}, {}, NEITHER),
    ({"status": "open", "because": "x"}, {"note": "y"}, NEITHER),
    ({"status": "open", "because": "x", "form": "by_post", "reply": 3}, {"because": "x", "reply": 3},
     {"status", "because", "form", "reply"}),
    ({"status": "open", "because": "x", "form": "by_post", "reply": 3}, {"reply": 3}, {"form", "reply"}),
])  # fmt: skip
def test_each_exclusive_field_that_moves_is_asked_with_its_own_and_no_others(
    sets: Any, lost: Any, whole: set[str]
) -> None:
    tied = {"because": "status", "next": "status", "reply": "form"}
    assert lost_beside({"status": "shut", "next": 1, "form": "group"}, sets, lost, tied).keys() == whole
