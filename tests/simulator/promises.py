"""What must hold when all is quiet, whatever happened: a function for each promise, named by it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import orjson

from api.records import KINDS
from api.records.kind_rules import tied_fields
from tests.simulator.answer_promises import ANSWER_PROMISES
from tests.simulator.counts import counts_are_true_and_of_enough_people
from tests.simulator.network import fall_quiet
from tests.simulator.offices import papers_reached
from tests.simulator.people import at_own_fault
from tests.simulator.picture_promises import pictures_share_the_fate_of_their_records
from tests.simulator.reading_promises import history_tells_all_to_followers_alone, no_reader_misses_or_sees_too_much
from tests.simulator.story import LEADERS, OFFICER, OWNER, UNIT_OF, Story
from tests.simulator.truth import QuietTruth, loaded, truth_of
from tests.simulator.units import belonging

Json = Any


def nothing_is_lost(story: Story, truth: QuietTruth) -> None:
    """An acknowledged change is in the history or in its phone's visible list; of a phone that was wiped, in a
    coordinator's."""
    applied = {row.id for row in truth.history}
    for change, (name, sent, _) in story.saved.items():
        phone = story.phones[name]
        kept = {one["id"] for one in phone.out} | {one["id"] for one, _ in phone.refused}
        if name in story.gone:  # locked: its book goes on with a new code, and puts back what a restore lost
            kept |= {one["id"] for one, _ in phone.acked}
        known = change in applied or change in kept or change in story.excused
        known = known or (change in story.handed_in and (change in truth.copies or change in story.faulty))
        assert known or sent["feed"] in story.erased, f"LOST {change} of {name}: {sent}"


def what_was_told_is_there_again(story: Story, truth: QuietTruth) -> None:
    """After a restore, of cases that their followers still follow."""
    for record, who in story.must.items():
        here = record in truth.bodies or all(case in story.erased for _, case in who)
        here = here or record in truth.copies.values()
        assert not who or here, f"TOLD RECORD LOST {record} {who}"


def nothing_happens_twice(story: Story, truth: QuietTruth) -> None:
    ids = [row.id for row in truth.history]
    assert len(ids) == len(set(ids)), "TWICE"


def nothing_is_overwritten_silently(story: Story, truth: QuietTruth) -> None:
    """A value that is replaced had stood on the screen of whoever replaced it, or was read under the lock by an office;
    what is handed in replaces none."""
    state: dict[tuple[str, str], Json] = {}
    for row in truth.history:
        saved = story.saved.get(row.id)
        lost = loaded(row.lost)
        for field, value in loaded(row.set or row.body).items():
            if field in lost or field == "questions":
                continue
            before = state.get((row.record, field))
            seen = row.enrolment is None or (saved is not None and before in saved.seen.get(field, ()))
            assert before is None or before == value or seen, f"SILENT OVERWRITE of {field}: {before} by {value}"
            state[row.record, field] = value


def every_loser_is_found(story: Story, truth: QuietTruth) -> None:
    """In a question, answered, or lost anew by a later change of the same phone."""
    answered = {change for row in truth.history for change in orjson.loads(row.answers or "[]")}
    for at, row in enumerate(truth.history):
        for field in loaded(row.lost):
            asked = truth.bodies.get(row.record, ("", "", {}))[2].get("questions", {}).get(field, [])
            later = (
                one for one in truth.history[at + 1 :] if (one.enrolment, one.record) == (row.enrolment, row.record)
            )
            again = any(field in loaded(one.lost) for one in later)
            found = any(one["change"] == row.id for one in asked) or row.id in answered or again
            assert found or row.record not in truth.bodies, f"LOSER HIDDEN {field}"


def nobody_is_asked_where_one_word_counts(story: Story, truth: QuietTruth) -> None:
    """In an exclusive field, of whoever follows: her whole change was refused. After a restore it may be asked."""
    for row in truth.history if not story.server.restored else []:
        asked = KINDS[row.kind].exclusive_fields & loaded(row.lost).keys()
        own_way = row.was is None or row.late or row.enrolment is None or row.id in truth.taken
        assert own_way or not asked, f"ASKED IN AN EXCLUSIVE FIELD {asked}"


def nobody_is_asked_about_her_own(story: Story, truth: QuietTruth) -> None:
    """What a phone wrote itself clashes with nothing it writes next; after a restore needless questions are allowed,
    and where a coordinator took what was held, in what order she liked, or let go of what the next was written over.
    What is tied to a field that another wrote shares its question."""
    wrote: dict[tuple[str, str], str | None] = {}
    let_go = [story.saved[one].change for one in story.declined]
    in_her_order = {(one["record"], field) for one in let_go for field in one["set"]}
    for row in truth.history if not story.server.restored else []:
        lost, fields = loaded(row.lost), {(row.record, field) for field in loaded(row.set or row.body)}
        in_her_order |= fields if row.id in truth.taken else set()
        own = {field for field in lost if wrote.get((row.record, field)) == row.enrolment}
        tied = tied_fields(KINDS[row.kind])
        of_others = {tied.get(field, field) for field in lost.keys() - own}
        needless = {(row.record, field) for field in own if tied.get(field, field) not in of_others}
        assert not needless - in_her_order, f"ASKED ABOUT HER OWN {needless}"
        wrote |= {one: row.enrolment for one in fields if one[1] not in lost}


def everybody_wrote_where_she_might(story: Story, truth: QuietTruth) -> None:
    """She followed, or had handed over less than 60 days before; or a coordinator took it, or did it herself, or an
    office answered."""
    joined = {story.place.people[agent]: units for agent, units in story.joined.items()}
    leaders, officer = {story.place.people[leader] for leader in LEADERS.values()}, story.place.people[OFFICER]
    coached = papers_reached(story)
    for row in truth.history:
        follows = [one for one in truth.follows if (one.agent, one.feed) == (row.by, row.feed)]
        might = any(
            one.until is None or row.received_at < one.until
            or (one.reason == "handed_over" and row.received_at < one.until + timedelta(days=60))
            for one in follows
        )  # fmt: skip
        unit = row.feed in {story.place.units[name] for name in joined.get(row.by, ())}
        led = row.enrolment is None and (row.by in leaders or (row.by == officer and row.feed in coached))
        led = led or row.id in story.answers.acknowledged
        assert might or unit or led or row.id in truth.taken, f"WROTE WHERE SHE MIGHT NOT {row.id} {row.received_at}"


def held_copies_are_read_in_their_unit(story: Story, truth: QuietTruth) -> None:
    """By whoever leads the unit of the case, or one to which the author belonged."""
    for unit, copies in story.told_copies.items():
        for copy in copies:
            feed = truth.feeds.get(copy["client"])
            owner = next((agent for agent in UNIT_OF if story.place.people[agent] == copy["by"]), None)
            own = feed is not None and feed.unit == story.place.units[unit]
            assert own or (owner and unit in story.joined[owner]), f"{unit} READS A HELD COPY OF ANOTHER UNIT"


def papers_are_their_units(story: Story, truth: QuietTruth) -> None:
    """On each phone the papers of the units to which its owner belongs, and of no other."""
    units = {unit: name for name, unit in story.place.units.items()}
    members = belonging(story)
    for name in truth.followed:
        held = {units[feed] for feed in story.phones[name].feeds if feed in units}
        assert held == members[OWNER[name]], f"{name} HOLDS PAPERS OF {held}"


def phones_hold_what_is_theirs(story: Story, truth: QuietTruth) -> None:
    """No more than the cases they follow, no less, and all of them the same."""
    for name, followed in truth.followed.items():
        wanted = {record: body for record, (case, _, body) in truth.bodies.items() if case in followed}
        held = {record: item["body"] for record, item in story.phones[name].told.items()}
        strange = {item["feed"] for item in story.phones[name].told.values()} - followed
        assert not strange, f"{name} HOLDS A STRANGER'S CASE"
        missing, more = sorted(wanted.keys() - held.keys()), sorted(held.keys() - wanted.keys())
        assert held == wanted, f"NOT CONVERGED {name}: misses {missing}, has {more}"


def nothing_waits_without_a_reason(story: Story, truth: QuietTruth) -> None:
    """What it names is there and she follows: then it has left. And what was refused was at fault itself."""
    for name, followed in truth.followed.items():
        for change in story.phones[name].out:
            there = named_by(change) <= truth.bodies.keys()
            free = change["feed"] in followed and there and change["id"] not in story.unknown
            assert not free, f"STUCK {change} on {name}"
        for change, result in story.phones[name].refused:
            own = change["id"] in story.faulty or at_own_fault(story, change, result["problem"])
            assert own, f"REFUSED FOR NOTHING {change} {result['problem']}"


def named_by(change: Json) -> set[str]:
    """Records without which it is not judged: its own, of an edit; and an interview, of a request about it."""
    kind = KINDS.get(change["kind"])
    named = {change["set"].get(name) for name in (kind.references() if kind else ())} - {None}
    return named | ({change["record"]} if "was" in change else set())


def nothing_erased_returns(story: Story, truth: QuietTruth) -> None:
    for case in story.erased:
        assert not any(row.body or row.set for row in truth.history if row.feed == case), "ERASED CLIENT LIVES"
        for name in truth.followed:
            held = {item["feed"] for item in story.phones[name].told.values()}
            assert case not in held, f"{name} HOLDS WHAT WAS ERASED"


PROMISES: tuple[Callable[[Story, QuietTruth], None], ...] = (
    nothing_is_lost,
    what_was_told_is_there_again,
    nothing_happens_twice,
    nothing_is_overwritten_silently,
    every_loser_is_found,
    nobody_is_asked_where_one_word_counts,
    nobody_is_asked_about_her_own,
    everybody_wrote_where_she_might,
    held_copies_are_read_in_their_unit,
    papers_are_their_units,
    phones_hold_what_is_theirs,
    nothing_waits_without_a_reason,
    nothing_erased_returns,
    no_reader_misses_or_sees_too_much,
    history_tells_all_to_followers_alone,
    pictures_share_the_fate_of_their_records,
    *ANSWER_PROMISES,
    counts_are_true_and_of_enough_people,
)


def keep_promises(story: Story) -> None:
    """All falls quiet, and everything is as it was promised; AssertionError says what is not, and after which steps."""
    try:
        fall_quiet(story)
        truth = truth_of(story)
        for promise in PROMISES:
            promise(story, truth)
    except Exception as broken:
        raise AssertionError(f"{broken}\n{story.told()}") from broken
