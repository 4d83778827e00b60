"""What offices answer: a district's officer a request, an institution a referral, by the door that their pages use."""

from functools import partial
from typing import Any

import httpx

from tests.samples import BODIES
from tests.simulator.answer_book import OfficeAnswer, made_by, stored
from tests.simulator.network import sync_all
from tests.simulator.people import today
from tests.simulator.readers import APPROVALS, KIND_OF, SENT, reader_of
from tests.simulator.story import INSTITUTION, OFFICERS, OTHER_INSTITUTION, PHONES, NothingToDo, Story, one_of, step

Json = Any
APPOINTED = {"appointment_time": "09:30", "appointment_place": "Poli"}
STRANGERS = {"Ani": "Joko", "Joko": "Ani", INSTITUTION: OTHER_INSTITUTION}
# As its author must be answered who comes too late, may not, or reads it no more.
REFUSED = {403, 404, 409, 410, 412, 422}


@step(20)
def answer_request(story: Story, unit: str, at: int, how: int, keep: bool) -> None:
    """What an officer has in her list, as it stands or as it stood when she first opened it."""
    who, other = OFFICERS[unit], STRANGERS[OFFICERS[unit]]
    who = who if listed(story, who, APPROVALS, at) else other
    record, item, match = opened(story, who, APPROVALS, at, stale=how > 6)
    because = {"answer_because": story.fresh(who)}
    choices = [
        {"status": "more_info", **because}, {"status": "approved", "condition": "Delapan kali."},
        {"status": "more_info", **because, "condition": "Delapan kali."}, {"status": "refused", **because},
    ]  # fmt: skip
    answer_with(story, who, APPROVALS, record, match, one_of(other_than(item, choices), how), twice=keep)
    hear_often(story, record, how)


@step(20)
def answer_referral(story: Story, at: int, how: int, keep: bool) -> None:
    """Its next step, or one that it may not take from there."""
    record, item, match = opened(story, INSTITUTION, SENT, at, stale=how > 6)
    sets = one_of(other_than(item, steps_from(item)), how)
    answer_with(story, INSTITUTION, SENT, record, match, sets, twice=keep)
    hear_often(story, record, how)


def steps_from(item: Json) -> list[Json]:
    """What an institution may say of a referral, most of it where it stands now."""
    day, status = item.get("sent_on"), item.get("status")
    if status == "accepted" and not item.get("arrived_on"):
        return [{"arrived_on": day, "accompanied_by": "family"}]
    if status in ("accepted", "assessed", "in_treatment", "completed"):
        return [{
            "accepted": {"status": "assessed", "assessed_on": day, "level": "moderate"},
            "assessed": {"status": "in_treatment"},
            "in_treatment": {"status": "completed", "discharged_on": day, "discharge": "completed"},
            "completed": {"status": "handed_back", "aftercare_plan": "Tiap minggu."},
        }[status]]  # fmt: skip
    return [
        {"status": "accepted", "appointment_on": day, **APPOINTED}, {"status": "received"},
        {"status": "declined", "status_because": "Penuh."}, {"status": "waitlisted"},
    ]  # fmt: skip


def opened(story: Story, who: str, plural: str, at: int, *, stale: bool) -> tuple[str, Json, str]:
    """One of her list, what she is shown of it now, and an ETag; of what left her nothing."""
    record = one_of(listed(story, who, plural, at), at)
    read = story.place.http.get(f"/v1/{plural}/{record}", headers=story.place.headers(who))
    first = story.answers.opened.get((who, record))
    if read.status_code == 404:
        if first is None:
            raise NothingToDo
        return record, {}, first
    assert read.status_code == 200, read.text
    etag = read.headers["etag"]
    return record, read.json(), story.answers.opened.setdefault((who, record), etag) if stale else etag


def listed(story: Story, who: str, plural: str, at: int) -> list[str]:
    """What her page shows, often as it was when she last looked."""
    if KIND_OF[plural] not in story.made.values():
        return []
    reader = reader_of(story, who, plural)
    if not reader.held or at % 2:
        reader.page()
    return sorted(reader.held)


def other_than(item: Json, choices: list[Json]) -> list[Json]:
    """Those that say something new."""
    return [sets for sets in choices if any(item.get(name) != value for name, value in sets.items())]


def answer_with(story: Story, who: str, plural: str, record: str, match: str, sets: Json, *, twice: bool) -> None:
    """After a stranger tried the same. `twice`: the line lost what she was told, and it is sent again."""
    answer = made_by(who, story.place.people[who], plural, record, sets, match)
    if may_read(story, STRANGERS[who], answer):  # asked again there, where her client moved
        assert not may_read(story, who, answer), "TWO OFFICES READ WHAT ONE WAS ASKED"
        return
    tried = sent_by(story, STRANGERS[who], answer)
    assert tried.status_code == 404, f"A STRANGER ANSWERS {tried.status_code} {tried.text}"
    story.answers.sent.append(answer)
    told = sent_by(story, who, answer)
    heard(story, answer, told)
    if twice:
        again = sent_by(story, who, answer)
        same = (again.status_code, again.headers.get("etag")) == (told.status_code, told.headers.get("etag"))
        assert same, f"SENT AGAIN IT IS ANSWERED OTHERWISE {again.status_code} {again.text}"


def may_read(story: Story, who: str, answer: OfficeAnswer) -> bool:
    read = story.place.http.get(f"/v1/{answer.plural}/{answer.record}", headers=story.place.headers(who))
    return read.status_code == 200


def hear_often(story: Story, record: str, how: int) -> None:
    """Somebody who has the record and a line then, half of the time."""
    those = [name for name in PHONES if name not in story.gone and record in story.phones[name].told]
    for name in those[: (how + 1) % 2]:
        story.try_to(name, partial(sync_all, story, name))


def sent_by(story: Story, who: str, answer: OfficeAnswer) -> httpx.Response:
    headers = {**story.place.headers(who), "If-Match": answer.match, "Idempotency-Key": answer.key}
    return story.place.http.patch(f"/v1/{answer.plural}/{answer.record}", json=answer.sets, headers=headers)


def heard(story: Story, answer: OfficeAnswer, told: httpx.Response) -> None:
    """What is acknowledged is shown as it was said."""
    if not told.is_success:
        assert told.status_code in REFUSED, told.text
        return
    shown = told.json()
    wrong = {name: shown.get(name) for name, value in answer.sets.items() if shown.get(name, value) != value}
    assert not wrong or answer.change in story.answers.acknowledged, f"ANSWERED {answer.sets} AND SHOWN {wrong}"
    story.answers.acknowledged[answer.change] = answer
    story.answers.lost.pop(answer.change, None)


@step(6)
def send_answer_again(story: Story, at: int) -> None:
    """Long after it was given up. What stands so already needs no change."""
    answer = one_of(story.answers.sent, at)
    told = sent_by(story, answer.who, answer)
    with story.server.look() as session:
        here = stored(session, [answer.change])
    known = answer.change in story.answers.standing
    assert not known or not told.is_success or here, "AN ANSWER IS ACKNOWLEDGED TWICE AND NOT THERE"
    if here or not told.is_success:
        heard(story, answer, told)


@step(3)
def take_request_back(story: Story, phone: str, at: int, keep: bool) -> None:
    """As no longer wanted, or as a mistake."""
    phone, requests = story.who_has(phone, lambda name: requests_at(story, name, "asked", "more_info"))
    sets = {"status": "withdrawn"} if keep else {"voided_because": "Salah klien."}
    story.save(phone, "approval", sets, record=one_of(requests, at))


@step(50)
def ask_again(story: Story, phone: str, at: int) -> None:
    """With what the officer wanted to know."""
    phone, requests = story.who_has(phone, lambda name: requests_at(story, name, "more_info"))
    sets = {"status": "asked", "asked_on": today(story, phone), "reason": BODIES["approval"]["reason"] + " Sudah."}
    story.save(phone, "approval", sets, record=one_of(requests, at))


def requests_at(story: Story, phone: str, *status: str) -> list[str]:
    """Those on her screen that stand so, and were not taken back."""
    seen = story.phones[phone].records("approval")
    mine = [one for one in story.visible(phone, "approval") if seen[one]["status"] in status]
    return [one for one in mine if not seen[one].get("voided_because")]


def lose_answers(story: Story) -> None:
    """After a restore: what the copy has not, with the phones that were told of it."""
    book = story.answers
    with story.server.look() as session:
        here = stored(session, book.acknowledged)
    book.lost = {
        change: {
            (name, item["feed"]) for name, phone in story.phones.items() if name not in story.gone
            for item in [{**phone.before, **phone.told}.get(one.record)]
            if item and "status" in one.sets and (item["body"] or {}).get("status") == one.sets["status"]
        }
        for change, one in book.acknowledged.items() if change not in here
    }  # fmt: skip
