"""What must become of a change and of the copy that is kept of it, case by case: who may, what waits, what is told."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from api.changes.apply import apply, held_back, replay, unknown, used
from api.changes.canonical_json import as_sent, digest, text
from api.changes.held import hold_change
from api.changes.permission import GRACE, Permission, permission_of
from api.changes.schemas import Change
from api.changes.tables import HeldChange
from api.changes.write_batch import Author, RecordState, WriteBatch
from api.ids import new_id
from api.problems.tree import NotAllowed, Problem
from tests.in_memory import AGENT, CASE, ELSEWHERE, HOME, NOW, OTHER_CASE, PHONE, UNIT, author, batch_of, change, hold
from tests.samples import BODIES, EDITS

SECOND = timedelta(seconds=1)
CLIENT = {"record": CASE, "feed": CASE}
NUMBER = "R-3322012001-2026-7"


@pytest.mark.parametrize(
    ("reason", "until", "right"),
    [
        ("handed_over", None, Permission.FREE),
        ("revoked", None, Permission.FREE),
        ("handed_over", NOW + SECOND, Permission.HELD),
        ("handed_over", NOW, Permission.LATE),
        ("handed_over", NOW - GRACE + SECOND, Permission.LATE),
        ("handed_over", NOW - GRACE, Permission.HELD),
        ("revoked", NOW - SECOND, Permission.HELD),
    ],
)
def test_a_follow_that_was_handed_over_is_late_for_sixty_days_and_any_other_waits(
    reason: str, until: Any, right: Permission
) -> None:
    assert permission_of(batch_of(CASE, reason=reason, until=until), change()) is right
    locked = batch_of(CASE, by=author(locked=True), reason=reason, until=until)
    assert permission_of(locked, change()) is Permission.HELD, "what a locked phone had in its box waits"


@pytest.mark.parametrize(
    ("sent", "there", "locked", "right"),
    [
        (change("client", **CLIENT), False, False, Permission.FREE),
        (change("client", **CLIENT), True, False, Permission.UNKNOWN),
        (change("client", **CLIENT), False, True, Permission.UNKNOWN),
        (change("client", **CLIENT, was={}), False, False, Permission.UNKNOWN),
        (change("client"), False, False, Permission.UNKNOWN),
        (change("visit", **CLIENT), False, False, Permission.UNKNOWN),
        (change("tea", **CLIENT), False, False, Permission.UNKNOWN),
        (change(), True, False, Permission.UNKNOWN),
    ],
)
def test_who_follows_nothing_there_begins_a_case_of_an_unknown_id_and_no_more(
    sent: Change, there: bool, locked: bool, right: Permission
) -> None:
    batch = batch_of(*[CASE][: int(there)], by=author(locked=locked), none=True)
    assert permission_of(batch, sent) is right


def test_whose_right_was_found_elsewhere_writes_in_what_is_there() -> None:
    trusted = author(trusted=True)
    assert permission_of(batch_of(CASE, by=trusted, none=True), change()) is Permission.FREE
    assert permission_of(batch_of(by=trusted), change("client", **CLIENT)) is Permission.UNKNOWN


def said(problem: Problem) -> dict[str, Any]:
    """Its document, without the request."""
    return {name: value for name, value in problem.as_body().items() if name != "request_id"}


def is_kept(batch: WriteBatch, sent: Change, answer: str, problem: Problem, unit: str = UNIT) -> None:
    """The only copy, column by column."""
    [(name, copy)] = batch.refusals.items()
    kept = copy.model_dump()
    assert name == sent.id
    assert said(problem).items() <= json.loads(kept.pop("problem")).items()
    undecided = dict.fromkeys(("decision", "decided_by", "decided_at", "because"))
    assert kept == {
        "home": HOME, "id": sent.id, "unit": unit, "kind": sent.kind, "record": sent.record, "feed": sent.feed,
        "by": AGENT, "enrolment": PHONE, "received_at": NOW, "answer": answer, "change": as_sent(sent.sent()),
        "content": digest(sent.sent()), **undecided,
    }  # fmt: skip


def waits(batch: WriteBatch, sent: Change, problem: Problem, unit: str = UNIT) -> None:
    result = apply(batch, sent)
    assert (result.id, result.answer, result.problem and result.problem["code"]) == (sent.id, "waiting", problem.code)
    assert not batch.made
    is_kept(batch, sent, "waiting", problem, unit)


def test_what_waits_is_kept_whole_and_says_why() -> None:
    waits(batch_of(CASE, until=NOW, reason="revoked"), change(), held_back())
    waits(batch_of(CASE, none=True), change(), unknown(), ELSEWHERE)
    waits(batch_of(by=author(unit=None)), change(), unknown(), HOME)
    waits(batch_of(CASE), change(kind="tea"), unknown())
    waits(batch_of(CASE), change(was={}), unknown())
    waits(batch_of(CASE), change(kind="alert", set={"source": new_id()}), unknown())


def test_a_record_of_another_case_or_home_is_like_none() -> None:
    batch, sent = batch_of(CASE, OTHER_CASE), change()
    hold(batch, sent.record, OTHER_CASE)
    waits(batch, sent, unknown())
    batch, sent = batch_of(CASE), change()
    batch.elsewhere.add(sent.record)
    waits(batch, sent, unknown())


def test_what_was_erased_takes_nothing_and_keeps_no_copy() -> None:
    batch, sent = batch_of(CASE), change()
    batch.feeds[CASE] = batch.feeds[CASE]._replace(erased_at=NOW)
    erased = batch_of(CASE)
    hold(erased, sent.record, erased=True)
    for one in (batch, erased):
        assert apply(one, sent).model_dump(exclude_none=True) == {"id": sent.id, "answer": "erased"}
        assert not one.made
        assert not one.refusals


@pytest.mark.parametrize("late", [False, True])
def test_what_is_written_says_whether_it_came_late(late: bool) -> None:
    batch = batch_of(CASE, until=NOW, reason="handed_over") if late else batch_of(CASE)
    assert apply(batch, change()).answer == "applied"
    [made] = batch.made
    assert (made.late, made.content) == (late, digest(change(id=made.id, record=made.record).sent()))


def test_a_creation_that_comes_again_replaces_nothing_and_an_edit_does() -> None:
    batch, sent = batch_of(CASE), change(set={"on": "2026-11-01", "note": "Lain."})
    hold(batch, sent.record)
    result = apply(batch, sent)
    assert (result.answer, result.lost, batch.held[sent.record].values["note"]) == ("merged", ["note"], "Baik.")
    edit = change(record=sent.record, set={"note": "Baru.", "amended_because": "Salah."}, was={"note": "Baik."})
    assert (apply(batch, edit).answer, batch.held[sent.record].values["note"]) == ("applied", "Baru.")
    assert [(one.set, one.was) for one in batch.made[1:]] == [(text(edit.set), text(edit.was))], "it has a history"


def test_what_rest_puts_before_a_change_sees_the_record_and_may_change_it() -> None:
    batch, sent = batch_of(CASE), change(set={"note": "Baru.", "amended_because": "Salah."})
    stands, seen = hold(batch, sent.record), list[Any]()

    def match(held: RecordState | None, one: Change) -> Change:
        seen.append((held, one))
        return one.model_copy(update={"was": {"note": "Baik."}})

    assert apply(batch, sent, match).answer == "applied"
    assert seen == [(stands, sent)]


def test_what_the_server_keeps_itself_stays_when_a_record_is_edited() -> None:
    batch, edit = batch_of(CASE), change("referral", set=EDITS["referral"], was=BODIES["referral"])
    steps = [{"status": BODIES["referral"]["status"], "on": "2026-11-01", "by": "agent"}]
    hold(batch, edit.record, kind="referral", values={**BODIES["referral"], "number": NUMBER, "steps": steps})
    assert apply(batch, edit).answer == "applied"
    after = batch.held[edit.record].values
    assert (after["number"], after["steps"]) == (NUMBER, steps)


def test_a_refused_change_is_kept_whole_and_over_rest_it_is_heard_at_once() -> None:
    batch, sent = batch_of(CASE), change(set={})
    result = apply(batch, sent)
    assert (result.id, result.answer, result.problem and result.problem["code"]) == (sent.id, "refused", "invalid")
    [copy] = batch.refusals.values()
    assert (copy.answer, copy.content) == ("refused", digest(sent.sent()))
    with pytest.raises(Problem):
        apply(batch_of(CASE, by=author(over_rest=True)), sent)


def copied(batch: WriteBatch, sent: Change, **more: Any) -> HeldChange:
    """A copy that is there already."""
    hold_change(batch, sent, digest(sent.sent()), "waiting", unknown())
    copy = batch.kept[sent.id] = batch.refusals.pop(sent.id)
    for name, value in more.items():
        setattr(copy, name, value)
    return copy


@pytest.mark.parametrize(
    ("more", "again"),
    [({}, True), ({"decision": "taken"}, False), ({"by": new_id()}, False), ({"by": new_id(), "decision": "x"}, False)],
)
def test_a_copy_is_made_anew_by_its_author_alone_and_not_once_it_was_decided(more: Any, again: bool) -> None:
    batch, sent = batch_of(CASE), change()
    copied(batch, sent, **more)
    hold_change(batch, sent, "f" * 64, "refused", used())
    assert [copy.content for copy in batch.refusals.values()] == ["f" * 64][: int(again)]


def test_what_could_not_be_read_is_kept_as_it_was_sent() -> None:
    batch, sent = batch_of(CASE), change()
    hold_change(batch, sent, "f" * 64, "refused", used(), raw={"id": sent.id, "tea": 1})
    assert json.loads(batch.refusals[sent.id].change) == {"id": sent.id, "tea": 1}


def raised(batch: WriteBatch, sent: Change) -> Any:
    with pytest.raises(NotAllowed) as heard:
        replay(batch, sent, digest(sent.sent()))
    return heard.value


def test_an_id_that_was_applied_is_answered_again_to_its_author_for_its_content_alone() -> None:
    batch, sent = batch_of(CASE), change()
    first = apply(batch, sent)
    assert replay(batch, sent, digest(sent.sent())) == apply(batch, sent) == first
    assert (first.home, first.n) == (HOME, 8)
    other = raised(batch, sent.model_copy(update={"set": {"on": "2026-11-02"}}))
    batch.author = somebody_else(batch.author)
    assert said(raised(batch, sent)) == said(other) == said(used())
    assert (other.code, other.members) == ("id-reused", {"reason": "id-reused"})


def somebody_else(writer: Author) -> Author:
    return replace(writer, actor=replace(writer.actor, id=new_id()))


def test_a_coordinators_no_is_heard_again_by_its_author_for_its_content_alone() -> None:
    batch, sent = batch_of(CASE), change()
    copy = copied(batch, sent, decision="declined", because="Salah klien.")
    no = raised(batch, sent)
    assert (no.code, no.members, "Salah klien." in no.detail) == ("declined-because", {"reason": "declined"}, True)
    assert replay(batch, sent, "f" * 64) is None, "mended, it is judged anew"
    copy.decision = "taken"
    assert replay(batch, sent, copy.content) is None
    batch.author = somebody_else(batch.author)
    assert raised(batch, sent).code == "id-reused"
    assert (held_back().code, held_back().members) == ("accompanies-no-more", {"reason": "held"})
    assert unknown().code == "not-known-yet"
