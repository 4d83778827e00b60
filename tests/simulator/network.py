"""What a line, a disk, a battery and a clock do to a phone; and strangers who carry its envelopes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx

from tests.envelopes import envelope
from tests.simulator.phones import NoAnswer, ReturningPhone
from tests.simulator.pictures import box_pictures, lose_pictures, send_what_is_left
from tests.simulator.story import PHONES, NothingToDo, Story, one_of, step

Json = Any
# out: nobody hears it · lost: it is done and nobody hears of it · twice: it arrives two times · late: it arrives when
# the phone has long given up · cut: only what is short gets through
FATES = ("out", "lost", "lost", "twice", "late", "late", "cut")


class LineCut(NoAnswer):
    """In its midst: it was too long."""


def through_the_line(story: Story, name: str, path: str, body: Json) -> httpx.Response:
    fates, phone = story.fates[name], story.phones[name]
    fate = fates[0] if fates else "fine"
    if fate == "cut" and len(body.get("changes", ())) > 1:
        raise LineCut
    if fates:
        fates.pop(0)
    if fate == "out":
        raise NoAnswer
    if fate == "late":
        story.delayed.append(lambda: deliver(story, phone, path, body))
        raise NoAnswer
    answer = deliver(story, phone, path, body)
    if fate == "twice":
        answer = deliver(story, phone, path, body)
    if fate == "lost":
        raise NoAnswer
    return answer


def deliver(story: Story, phone: ReturningPhone, path: str, body: Json) -> httpx.Response:
    """The server has it; whatever it answers is heard by the witness."""
    answer = phone.straight(path, body)
    if answer.status_code == 200:
        story.witness.hear(path, body, answer.json())
    return answer


def push(phone: ReturningPhone, size: int) -> None:
    """A batch that is too long for the line is halved."""
    try:
        phone.push(size)
    except LineCut:
        push(phone, max(1, min(size, len(phone.out)) // 2))


def send_at_once(story: Story, name: str) -> None:
    """As far as there is a line."""
    story.try_to(name, lambda: push(story.phones[name], 200))


@step(9)
def sync(story: Story, phone: str, size: int, limit: int) -> None:
    """A batch, and a page."""
    one = story.served(phone)
    push(one, size)
    one.pull(limit)
    story.look_at_all(phone)


@step(4)
def sync_all(story: Story, phone: str) -> None:
    one = story.served(phone)
    push(one, 200)
    while one.pull(50)["more"]:
        pass
    story.look_at_all(phone)


@step(3)
def send_backwards(story: Story, phone: str) -> None:
    """As an app would that knows no order among records: children before their parents."""
    phone, waiting = story.who_has(phone, lambda name: story.phones[name].out[1:] and story.phones[name].out)
    one, order = story.phones[phone], [change["id"] for change in waiting]
    records = list(dict.fromkeys(change["record"] for change in waiting))

    def backwards() -> None:
        one.out.sort(key=lambda change: records.index(change["record"]), reverse=True)
        try:
            push(one, 200)
        finally:
            one.out.sort(key=lambda change: order.index(change["id"]))

    story.try_to(phone, backwards)  # it is this one that hears of a restore


@step(5)
def line(story: Story, phone: str, fate: str) -> None:
    story.fates[phone].append(fate)


@step(6)
def arrives(story: Story, at: int) -> None:
    """A request that was long given up."""
    late = one_of(story.delayed, at)
    story.delayed.remove(late)
    late()


@step(1)
def kill(story: Story, phone: str) -> None:
    """Only what lies on its disk is left: no token, and no nonce."""
    one = story.phones[phone]
    if not one.token:
        raise NothingToDo
    one.token = one.nonce = ""


@step(1)
def disk(story: Story, phone: str, full: bool) -> None:
    story.phones[phone].full = full


@step(1)
def phone_clock(story: Story, phone: str, days: int) -> None:
    story.phones[phone].ahead = timedelta(days=days)


@step(2)
def app(story: Story, phone: str, old: bool) -> None:
    """Too old for the server, or brought up to date."""
    story.phones[phone].protocol = 0 if old else 1


@step(1)
def drown(story: Story, phone: str) -> None:
    """With whatever only it knew; its owner gets another."""
    story.excuse_unsent(phone)
    lose_pictures(story, phone)
    story.excuse_phone(phone)
    story.gone.discard(phone)
    story.fates[phone].clear()
    story.phones[phone] = story.new_phone(phone)


@step(1)
def carry(story: Story, phone: str) -> None:
    """A stranger hands in the envelopes of what waits on it, or on the next on which anything does."""
    hand_in(story, story.who_has(phone, lambda name: story.phones[name].out)[0])


def hand_in(story: Story, name: str) -> None:
    """What waits goes as envelopes."""
    phone = story.phones[name]
    waiting = [change for change in phone.out if change["id"] not in story.faulty][:100]
    story.boxes |= {change["id"]: envelope(phone, change=change) for change in waiting}
    give(story, [change["id"] for change in waiting])
    box_pictures(story, name)


def give(story: Story, changes: Sequence[str]) -> None:
    """The boxes of these; what the server says of each is believed: what it took is no phone's to keep."""
    story.witness.known |= {*changes}
    if changes:
        sealed = [story.boxes[change] for change in changes]
        answer = story.place.http.post("/v1/rescue", json={"envelopes": sealed})
        assert answer.status_code in (200, 429), answer.text
        told = answer.json()["results"] if answer.status_code == 200 else []
        taken = {change for change, one in zip(changes, told, strict=False) if one["answer"] != "refused"}
        story.handed_in |= taken
        story.received |= taken


@step(5)
def give_again(story: Story, at: int) -> None:
    """A phone that is locked, wiped or lies in a drawer hands in again what it has; all of it, or some."""
    boxes = [*story.boxes]
    one_of(boxes, at)
    give(story, boxes[at % len(boxes) :][:100])


def fall_quiet(story: Story) -> None:
    """All lines are good, and everybody syncs until nothing moves."""
    story.fates.clear()
    story.server.bring_keys_back()
    # As they were written; in a new epoch also what was received before.
    give(story, [change for change in story.boxes if change not in story.received])
    assert story.boxes.keys() <= story.received, f"A BOX IS NOT TAKEN {story.boxes.keys() - story.received}"
    while story.delayed:
        story.delayed.pop()()
    for phone in story.phones.values():
        phone.full, phone.protocol = False, 1
    for _ in range(4):
        served = [name for name in PHONES if name not in story.gone]
        moves = any(story.phones[name].out or story.phones[name].returning for name in served)
        before = [story.phones[name].epoch for name in served]
        for name in served:
            story.try_to(name, story.phones[name].sync_through)
        if not moves and before == [story.phones[name].epoch for name in served]:
            break
    send_what_is_left(story)
    for name in PHONES:
        if name not in story.gone:
            story.look_at_all(name)
