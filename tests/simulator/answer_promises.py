"""What must hold of what offices answered, when all is quiet."""

from typing import Any

from api.changes.tables import Change
from api.records import KINDS
from tests.simulator.answers import STRANGERS
from tests.simulator.readers import KIND_OF
from tests.simulator.story import AREAS, INSTITUTION, Story
from tests.simulator.truth import QuietTruth, loaded

Json = Any
ROLE = {who: "partner" if who == INSTITUTION else "district" for who in STRANGERS}
ANSWERED = frozenset({"approval", "referral"})
# Steps that nobody who follows a case may take.
ALONE = {
    "approval": {"approved", "refused", "more_info"},
    "referral": {"received", "assessed", "in_treatment", "completed", "dropped_out", "transferred"},
}


def answers_stand_once(story: Story, truth: QuietTruth) -> None:
    """Those that were acknowledged, none twice, and none that was refused; but for what a restore lost."""
    offices = {story.place.people[who] for who in STRANGERS}
    told = [row for row in truth.history if row.by in offices and row.enrolment is None and row.kind in ANSWERED]
    wanted = story.answers.standing
    lost, strange = wanted.keys() - {row.id for row in told}, {row.id for row in told} - wanted.keys()
    assert not lost, f"AN ANSWER IS LOST {[wanted[one] for one in lost]}"
    assert not strange, f"AN ANSWER NOBODY WAS TOLD OF {strange}"
    for row in told:
        answer = wanted[row.id]
        assert (row.record, row.by) == (answer.record, story.place.people[answer.who]), f"ANOTHER'S ANSWER {answer}"
        assert row.kind == KIND_OF[answer.plural]
        more = loaded(row.set).keys() - KINDS[row.kind].writable_by[ROLE[answer.who]]
        assert not more, f"AN OFFICE WROTE {more}"


def an_answer_holds_until_the_next_step(story: Story, truth: QuietTruth) -> None:
    """A record says what was last written of what an office writes."""
    said: dict[str, Json] = {}
    for row in truth.history:
        if row.kind in ANSWERED:
            written = loaded(row.set or row.body)
            kept = {name: value for name, value in written.items() if name not in loaded(row.lost)}
            said.setdefault(row.record, {}).update(kept)
    fields = {
        name for kind in ANSWERED for role in set(ROLE.values()) for name in KINDS[kind].writable_by.get(role, ())
    }
    for record, (_, kind, body) in truth.bodies.items():
        if kind in ANSWERED:
            wrong = {name for name in fields & said[record].keys() if said[record][name] != body.get(name)}
            assert not wrong, f"OF WHAT WAS SAID LAST {record} DOES NOT SAY {wrong}"
            must_have_each_step(story, record, body)


def must_have_each_step(story: Story, record: str, body: Json) -> None:
    """An institution's, once each; of what came back after a restore not all are known."""
    if story.server.restored:
        return
    answers = [one.sets for one in story.answers.standing.values() if one.record == record and one.who == INSTITUTION]
    steps = [one["status"] for one in body.get("steps", ()) if one.get("by") == "partner"]
    assert sorted(steps) == sorted(sets["status"] for sets in answers if "status" in sets), f"STEPS {steps} {answers}"


def nobody_is_asked_for_an_office(story: Story, truth: QuietTruth) -> None:
    """On phones; what it alone says and a restore lost it is asked again itself, since that waits at its page."""
    for record, (_, kind, body) in truth.bodies.items():
        asked = {one["value"] for one in body.get("questions", {}).get("status", ())}
        assert asked.isdisjoint(ALONE.get(kind, ())), f"WHO FOLLOWS IS ASKED FOR AN OFFICE {asked} of {record}"


def what_phones_knew_of_an_answer_comes_again(story: Story, truth: QuietTruth) -> None:
    """Where a restore lost what whoever follows may say too: it stands, is asked about, or lies with who leads the
    unit."""
    for change, holders in story.answers.lost.items():
        answer = story.answers.acknowledged[change]
        status = answer.sets.get("status")
        said_by_all = status and status not in ALONE[KIND_OF[answer.plural]]
        if said_by_all and holders & story.must.get(answer.record, set()) and answer.record in truth.bodies:
            rows = [row for row in truth.history if row.record == answer.record]
            again = any(says(row, status) for row in rows)
            assert again or answer.record in truth.copies.values(), f"A LOST ANSWER IS FORGOTTEN {answer}"


def says(row: Change, status: str) -> bool:
    return status in (loaded(row.set or row.body).get("status"), loaded(row.lost).get("status"))


def no_stranger_hears_an_answer(story: Story, truth: QuietTruth) -> None:
    """Of the first that stands: another district's office, another institution."""
    for answer in [one for one in story.answers.standing.values() if one.record in truth.bodies][:1]:
        district = truth.bodies[answer.record][2].get("district")
        if district and AREAS.get(STRANGERS[answer.who]) == district:  # where her client moved, it was asked again
            continue
        headers = story.place.headers(STRANGERS[answer.who])
        path = f"/v1/{answer.plural}/{answer.record}"
        told = [story.place.http.get(one, headers=headers).status_code for one in (path, f"{path}/history")]
        assert told == [404, 404], f"{STRANGERS[answer.who]} HEARS WHAT {answer.who} ANSWERED"


ANSWER_PROMISES = (
    answers_stand_once,
    an_answer_holds_until_the_next_step,
    nobody_is_asked_for_an_office,
    what_phones_knew_of_an_answer_comes_again,
    no_stranger_hears_an_answer,
)
