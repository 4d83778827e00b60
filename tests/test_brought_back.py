"""What a restore lost comes back once, as it was told, and whoever takes a copy hears what a writer would."""

from typing import Any

import pytest
from sqlmodel import Session, create_engine

from api.actor import Actor
from api.changes.apply import apply
from api.changes.feed_key import coaching_id
from api.changes.schemas import Change
from api.changes.write_batch import Author, WriteBatch
from api.problems.tree import Invalid
from api.sync.recovery import Handed, ask, bring_back, take_back, unfit
from api.sync.returning import followed_by_journal
from tests.in_memory import AGENT, CASE, HOME, NOW, PHONE, batch_of, change, hold
from tests.samples import BODIES


def test_a_copy_that_is_taken_is_answered_as_its_writer_would_be() -> None:
    batch, copy = batch_of(CASE), change()
    batch.locked.started = 12
    told = take_back(batch, copy)
    state = batch.held[copy.record]
    assert (state.values, state.version) == (copy.set, told.n)
    assert told.model_dump(exclude_none=True) == {
        "id": copy.id, "answer": "applied", "home": HOME, "n": state.version, "started": 12,
    }  # fmt: skip
    batch.locked.started = 13
    later = apply(
        batch, change(record=copy.record, set={"note": "Lain.", "amended_because": "Keliru."}, was={"note": "Baik."})
    )
    assert later.n is not None
    assert later.n > state.version
    assert take_back(batch, copy) == told, "the answer as it was given, whatever stands there now"


def test_a_copy_that_asks_anew_is_answered_with_what_stands_there() -> None:
    batch, copy = batch_of(CASE), change()
    batch.locked.started = 12
    hold(batch, copy.record)
    told = take_back(batch, copy)
    assert (told.id, told.answer, told.home, told.n, told.started) == (copy.id, "applied", HOME, 5, 12)


def test_of_an_erased_case_nothing_is_taken() -> None:
    batch, copy = batch_of(CASE), change()
    batch.feeds[CASE] = batch.feeds[CASE]._replace(erased_at=NOW)
    assert take_back(batch, copy).model_dump(exclude_none=True) == {"id": copy.id, "answer": "erased"}
    assert copy.record not in batch.held


@pytest.mark.parametrize("role", ["coordinator", "district"])
def test_what_the_officer_writes_is_brought_by_her_and_of_others_kept_as_a_copy(role: str) -> None:
    batch, sent = of_unit(role)
    fault = unfit(batch, sent, None)
    if role == "district":
        assert fault is None
    else:
        assert isinstance(fault, Invalid)
        assert [(one["pointer"], one["code"]) for one in fault.as_body()["errors"]] == [("/kind", "not-your-role")]


def test_what_is_asked_anew_settles_no_copy_of_it() -> None:
    """It would reach for the database, and there is none."""
    batch, sent = of_unit("district")
    hold(batch, sent.record, sent.feed, "swot", values={})
    assert bring_back(batch, Handed(sent, sent.set)) == "asked"


@pytest.mark.parametrize(
    ("values", "pointers"),
    [
        ({"on": 5}, ["/set/on"]),
        ({"on": "2026-02-30"}, ["/set/on"]),
        ({"note": ["Baik."], "met": ["nobody here"]}, ["/set/met/0", "/set/note"]),
        ({"note": "x" * 9000, "of_a_newer_server": [1]}, []),
    ],
)
def test_what_no_server_told_is_kept_as_a_copy_and_what_was_merely_longer_comes_back(
    values: dict[str, Any], pointers: list[str]
) -> None:
    batch, sent = batch_of(CASE), change(set=values)
    if not pointers:
        assert bring_back(batch, Handed(sent, values)) == "made"
        return
    with pytest.raises(Invalid) as refused:
        bring_back(batch, Handed(sent, values))
    assert sorted(one["pointer"] for one in refused.value.as_body()["errors"]) == pointers
    hold(batch, sent.record, values=values)
    assert bring_back(batch, Handed(sent, values)) == "same", "only what differs from what stands there is looked at"


def test_an_act_that_came_back_without_its_day_holds_up_no_withdrawal() -> None:
    """A rule that compares days would fail on it, and her no would be everybody's 500."""
    batch, given = batch_of(CASE), change("consent", set={"act": "given"})
    assert bring_back(batch, Handed(given, given.set)) == "made"
    no = {"act": "withdrawn", "on": "2026-11-02", "layers": ["contact"]}
    assert apply(batch, change("consent", set=no)).answer == "applied"


def of_unit(role: str, kind: str = "swot", more: Any = None) -> tuple[WriteBatch, Change]:
    """A paper of a unit that only its officer writes, as somebody of this role hands it in."""
    papers = coaching_id(HOME)
    who = Author(Actor(AGENT, "Sri", role, HOME, None, PHONE, area="33.22"), NOW, NOW.date())
    return batch_of(papers, by=who), change(kind, feed=papers, set={**BODIES[kind], **(more or {})})


def test_where_no_journal_is_kept_it_names_nobody() -> None:
    with Session(create_engine("sqlite://")) as session:
        assert followed_by_journal(session, HOME, AGENT) == set()


@pytest.mark.parametrize(("said", "answer"), [({"signed_village": True}, "same"), ({"number": "2"}, "asked")])
def test_what_only_an_office_without_a_phone_says_is_asked_of_nobody_by_phone(
    said: dict[str, Any], answer: str
) -> None:
    """It is asked of her at her own page; a question would stand on every phone, and each answer be refused."""
    batch, sent = of_unit("district", "decree", said)
    held = hold(batch, sent.record, sent.feed, "decree", values=dict(BODIES["decree"]))
    assert ask(batch, held, Handed(sent, sent.set)) == answer


@pytest.mark.parametrize(
    ("kind", "said", "asked"),
    [
        ("approval", {"status": "approved", "condition": "Delapan kali."}, set()),
        ("approval", {"status": "withdrawn", "answer_because": "Di mana?"}, {"status"}),
        ("referral", {"status": "accepted", "appointment_on": "2026-11-05"}, {"status", "appointment_on"}),
        ("referral", {"status": "assessed", "level": "high", "arrived_on": "2026-11-05"}, {"arrived_on"}),
    ],
)
def test_an_offices_answer_that_a_restore_lost_is_asked_of_that_office_alone(
    kind: str, said: dict[str, Any], asked: set[str]
) -> None:
    """What followers may say too is a question for them."""
    batch, sent = batch_of(CASE), change(kind, set={**BODIES[kind], **said})
    held = hold(batch, sent.record, kind=kind, values=dict(BODIES[kind]))
    ask(batch, held, Handed(sent, sent.set))
    assert batch.held[sent.record].questions.keys() == asked
