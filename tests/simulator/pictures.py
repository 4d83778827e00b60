"""Pictures: taken with a visit, sent after it, handed in sealed by a phone that nobody opens."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import httpx

from tests.simulator.phones import LockedOut, NoAnswer, ReturningPhone, ShelvedPicture
from tests.simulator.story import PHONES, Story, one_of, step
from tests.test_blobs import HEAD, PICTURE, named, put
from tests.test_rescue_blobs import STEP, SealedPicture

Json = Any
LENGTH = STEP + 100  # two parts
AGREED = {"text_version": "janji-2026-1", "way": "voice", "witness": "family", "evidence": "witness", "minor": False}


@step(3)
def photograph(story: Story, phone: str, at: int) -> None:
    """With a visit, of whoever agrees to it; who does not yet is asked."""
    case, day = one_of(story.visible(phone), at), story.phones[phone].now()[:10]
    if not agrees(story, phone, case):
        story.save(phone, "consent", {"act": "given", "on": day, "layers": ["media"], **AGREED}, feed=case)
    content = (PICTURE[:16] + story.fresh(phone).encode()).ljust(LENGTH, b".")
    change = story.save(phone, "visit", {"on": day, "photo": named(content)}, feed=case)
    name, taken = sha256(content).hexdigest(), ShelvedPicture(change, content)
    story.phones[phone].shelf[name] = story.pictures[name] = taken


def agrees(story: Story, phone: str, case: str) -> bool:
    """By the last word of it that this phone knows."""
    held, order = story.phones[phone].records("consent"), list(story.made)
    acts = [held[one] for one in order if one in held and story.phones[phone].feed_of(one) == case]
    said = [act["act"] for act in acts if "media" in (act.get("layers") or ()) and not act.get("voided_because")]
    return said[-1:] == ["given"]


@step(4)
def regret(story: Story, phone: str, at: int) -> None:
    """She agrees to pictures no more."""
    phone, cases = story.who_has(phone, lambda name: [one for one in story.visible(name) if agrees(story, name, one)])
    case = one_of(cases, at)
    day = story.phones[phone].now()[:10]
    story.save(phone, "consent", {"act": "withdrawn", "on": day, "layers": ["media"]}, feed=case)


@step(20)
def send_pictures(story: Story, phone: str) -> None:
    """Of this phone, or the next on which any waits; after everything else, as an app does."""
    name, _ = story.who_has(phone, lambda name: [one for one in story.phones[name].shelf.values() if not one.sent])
    if story.try_to(name, story.phones[name].push):
        story.try_to(name, lambda: send_all(story, name))


def unsent(phone: ReturningPhone) -> dict[str, ShelvedPicture]:
    """Whose record the server has, as far as this phone knows: also one that it refused, and her coordinator took."""
    waits = {change["id"] for change in [*phone.out, *(change for change, _ in phone.refused)]}
    return {
        name: one for name, one in phone.shelf.items()
        if (one.change["id"] not in waits or one.change["record"] in phone.told)
        and (one.sent is None or one.sent[0] != phone.epoch)
    }  # fmt: skip


def send_all(story: Story, name: str) -> None:
    for picture in unsent(story.phones[name]):
        send_one(story, name, picture)


def send_one(story: Story, name: str, picture: str) -> None:
    """What its client does not agree to any more goes from here too; what somebody else had spoilt comes again."""
    phone = story.phones[name]
    one, answer = phone.shelf[picture], send_whole(story, name, phone.shelf[picture])
    if answer.status_code == 422:
        assert answer.json()["errors"][0]["code"] == "blob-spoilt", answer.text
        answer = send_whole(story, name, one)
    assert answer.status_code in (200, 404, 409, 410), answer.text
    if answer.status_code == 200 and not phone.full:
        one.sent = (phone.epoch, answer.json()["started"])
    elif answer.status_code in (409, 410) and answer.json().get("reason") != "apart" and not (
        phone.returning or phone.out
    ):  # fmt: skip
        del phone.shelf[picture]
        story.lost_pictures.add(picture)


def send_whole(story: Story, name: str, one: ShelvedPicture) -> httpx.Response:
    """Part by part, from where it is."""
    answer = send_part(story, name, one, 0, b"")
    while answer.status_code == 200 and not answer.json()["whole"]:
        at = answer.json()["received"]
        answer = send_part(story, name, one, at, one.content[at : at + STEP])
        assert answer.status_code != 200 or answer.json()["received"] > at, "A PICTURE COMES NO NEARER"
    return answer


@step(2)
def forge_picture(story: Story, phone: str, at: int, to: int, how: int) -> None:
    """Other bytes or too few of them, by whoever may write there or not; under another record, in another case."""
    story.served(phone)
    one = one_of(story.pictures.values(), at)
    strange = [{"record": one_of(story.made, to)}, {"feed": one_of(story.clients, to)}][how % 2]
    forged = replace(one, change={**one.change, **(strange if how % 4 > 1 else {})})
    part = one.content[:HEAD].ljust(STEP if how % 2 else HEAD, b"?")
    answer = send_part(story, phone, forged, 0, part)
    assert answer.status_code != 200 or forged.change == one.change, "A PICTURE UNDER WHAT DOES NOT NAME IT"


def send_part(story: Story, name: str, one: ShelvedPicture, at: int, part: bytes) -> httpx.Response:
    phone = story.phones[name]

    def send() -> httpx.Response:
        return put(phone, one.change["feed"], one.change["record"], part, at, name=one.content)

    answer = through_fates(story.fates[name], story.delayed, send)
    if answer.status_code == 401:
        phone.sign_in_again()
        answer = send()
    if answer.status_code == 403 and "enrolment" in answer.json():
        raise LockedOut(answer.json()["enrolment"]["status"])
    return answer


def through_fates(
    fates: list[str], delayed: list[Callable[[], Any]], send: Callable[[], httpx.Response]
) -> httpx.Response:  # fmt: skip
    """As a line has it; a part is short enough for any."""
    fate = fates.pop(0) if fates else "fine"
    if fate == "late":
        delayed.append(send)
    if fate in ("late", "out"):
        raise NoAnswer
    answers = [send() for _ in range(2 if fate == "twice" else 1)]
    if fate == "lost":
        raise NoAnswer
    return answers[-1]


def box_pictures(story: Story, name: str) -> None:
    """As they lie beside the boxes of the changes that name them, also of those that were sent."""
    phone = story.phones[name]
    sent = {change["id"] for change, _ in phone.acked}
    for picture, one in phone.shelf.items():
        sealed = SealedPicture(one.content)
        mark = "sent" if one.change["id"] in sent else "waiting"
        story.picture_boxes[picture] = (sealed, sealed.box(phone, one.change, mark))


@step(6)
def bring_pictures(story: Story, phone: str, at: int) -> None:
    """By whoever has a phone that was handed in; some of them. Or by a stranger who has any phone."""
    if not story.picture_boxes:
        box_pictures(story, story.who_has(phone, lambda name: list(story.phones[name].shelf))[0])
    boxes = [*story.picture_boxes]
    one_of(boxes, at)
    for picture in boxes[at % len(boxes) :]:
        bring(story, picture)


def bring(story: Story, picture: str) -> None:
    """What the server says of it is believed."""
    sealed, box = story.picture_boxes[picture]
    said = bring_whole(story, sealed, box)
    if said.get("status") == 422:
        said = bring_whole(story, sealed, box)
    assert said.get("answer") in ("taken", "waits", "unwanted", "refused"), said
    if said["answer"] == "taken":
        story.brought.add(picture)


def bring_whole(story: Story, sealed: SealedPicture, box: str) -> Json:
    """Part by part, from where it is."""
    said = sealed.part(story.place, box).json()
    while said.get("answer") == "taken" and not said["whole"]:
        at = said["received"]
        said = sealed.part(story.place, box, at, sealed.bytes[at : at + STEP]).json()
        assert said.get("answer") != "taken" or said["received"] > at, "A PICTURE COMES NO NEARER"
    return said


def lose_pictures(story: Story, name: str) -> None:
    """They lay on this phone alone, and no backup has them for sure."""
    story.lost_pictures |= story.phones[name].shelf.keys()
    for picture in story.phones[name].shelf:
        story.picture_boxes.pop(picture, None)


def send_what_is_left(story: Story) -> None:
    """When all lines are good."""
    for name in PHONES:
        if name not in story.gone:
            story.try_to(name, lambda name=name: send_all(story, name))
    for picture in story.picture_boxes:
        bring(story, picture)
