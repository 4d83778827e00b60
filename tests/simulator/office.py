"""What leaders do, and what befalls the server: people come and go, cases move and are erased, backups come back."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from sqlmodel import col, select

from api.changes.tables import Feed, Follow, HeldChange
from tests.simulator.answers import lose_answers
from tests.simulator.network import hand_in, push
from tests.simulator.people import at_own_fault, today
from tests.simulator.pictures import lose_pictures
from tests.simulator.readers import read_on
from tests.simulator.story import LEADERS, OWNER, PHONES, UNIT_OF, NothingToDo, Story, one_of, step

Json = Any


def invite_to(story: Story, case: Feed, agent: str) -> int:
    """By whoever leads the unit; only a colleague may be invited."""
    body = {"agent": story.place.people[agent], "reason": "Mendampingi bersama."}
    headers = story.place.headers(LEADERS[story.unit_of(case)])
    status = story.place.http.post(f"/v1/clients/{case.id}/followers", json=body, headers=headers).status_code
    assert status in (201, 404, 422), status
    return status


@step(5)
def invite(story: Story, agent: str, at: int) -> None:
    case = one_of(story.cases().values(), at)
    invite_to(story, case, agent)


@step(1)
def invite_at_once(story: Story, agent: str) -> None:
    """To every case that there is, in all homes at the same moment."""
    with ThreadPoolExecutor(2) as hands:
        statuses = list(hands.map(lambda case: invite_to(story, case, agent), story.cases().values()))
    invited = [case for case, status in zip(story.cases().values(), statuses, strict=True) if status == 201]
    followed = following(story)
    missing = [case.id for case in invited if (agent, case.id) not in followed]
    assert not missing, f"A HAND-OVER VANISHED {missing}"


def following(story: Story) -> dict[tuple[str, str], Follow]:
    """{(agent, case): the follow that goes on}, in the order of their beginning."""
    agents = {story.place.people[agent]: agent for agent in UNIT_OF}
    with story.server.look() as session:
        rows = session.exec(select(Follow).where(col(Follow.until).is_(None)).order_by(col(Follow.since))).all()
        return {(agents[row.agent], row.feed): row for row in rows if row.agent in agents}


def end_follow(story: Story, at: int, reason: str) -> tuple[str, str]:
    """Of whom, in which case."""
    cases = story.cases()
    agent, case = one_of([one for one in following(story) if one[1] in cases], at)
    headers = story.place.headers(LEADERS[story.unit_of(cases[case])])
    path = f"/v1/clients/{case}/followers/{story.place.people[agent]}"
    answer = story.place.http.request("DELETE", path, json={"reason": reason}, headers=headers)
    assert answer.status_code == 200, answer.text
    story.excuse_follow(agent, case)
    return agent, case


@step(3)
def write_on(story: Story, at: int, keep: bool) -> None:
    """Somebody's follow ends, and she writes and sends before she hears of it."""
    agent, case = end_follow(story, at, "handed_over" if keep else "revoked")
    hers = [name for name in PHONES if OWNER[name] == agent and name not in story.gone and case in story.visible(name)]
    for name in hers[:1]:
        story.save(name, "visit", {"on": today(story, name), "note": story.fresh(name)}, feed=case)
        story.try_to(name, partial(push, story.phones[name], 200))


@step(3)
def hand_over(story: Story, at: int) -> None:
    end_follow(story, at, "handed_over")


@step(2)
def revoke(story: Story, at: int) -> None:
    end_follow(story, at, "revoked")


@step(2)
def move(story: Story, at: int, agent: str) -> None:
    """To the other unit, where this agent follows her if she is of it."""
    case = one_of(story.cases().values(), at)
    unit = story.unit_of(case)
    other = "B" if unit == "A" else "A"
    followers = [story.place.people[agent]] if UNIT_OF[agent] == other else []
    body = {"unit": story.place.units[other], "followers": followers, "reason": "Pindah."}
    headers = story.place.headers(LEADERS[unit])
    answer = story.place.http.post(f"/v1/clients/{case.id}/unit", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    for one in UNIT_OF:
        story.excuse_follow(one, case.id)


def undecided(story: Story, unit: str) -> list[str]:
    """The held changes this coordinator sees and has not decided, of this history, in the order they were saved in."""
    answer = story.place.http.get("/v1/refusals", headers=story.place.headers(LEADERS[unit]))
    assert answer.status_code == 200, answer.text
    open_ones = {one["id"] for one in answer.json() if one["decision"] is None}
    return [change for change in story.saved if change in open_ones]


def where_undecided(story: Story, unit: str) -> tuple[str, list[str]]:
    """This unit, or the other where nothing waits here; neither is asked where nothing waits at all."""
    with story.server.look() as session:
        waits = session.exec(select(HeldChange.id).where(col(HeldChange.decision).is_(None)).limit(1)).first()
    if waits is None:
        raise NothingToDo
    other = "B" if unit == "A" else "A"
    here = undecided(story, unit)
    return (unit, here) if here else (other, undecided(story, other))


@step(6)
def take(story: Story, unit: str, at: int) -> None:
    unit, held = where_undecided(story, unit)
    change = one_of(held, at)
    story.witness.known.add(change)
    headers = story.place.headers(LEADERS[unit])
    answer = story.place.http.post(f"/v1/refusals/{change}/take", headers=headers)
    story.taken |= {change} if answer.is_success else set()
    sent, known = story.saved[change].change, story.cases()
    unheard = change in story.unknown or sent["feed"] not in known or "was" in sent or "screening" in sent["set"]
    refused = answer.status_code in (409, 422) and (
        change in story.faulty or at_own_fault(story, sent, answer.json()) or sent["kind"] != "visit"
    )
    heard = answer.is_success or refused or (answer.status_code == 404 and unheard)
    assert heard, f"A HELD CHANGE IS LOST ON ITS WAY {answer.text}"


@step(4)
def decline(story: Story, unit: str, at: int) -> None:
    unit, held = where_undecided(story, unit)
    change = one_of(held, at)
    body, headers = {"reason": "Sudah dicatat rekan."}, story.place.headers(LEADERS[unit])
    answer = story.place.http.post(f"/v1/refusals/{change}/decline", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    story.faulty.add(change)
    story.declined.add(change)


@step(1)
def lock(story: Story, phone: str, wipe: bool) -> None:
    """From now on it is refused, and learns so when it next asks."""
    enrolment = story.served(phone).enrolment
    headers = story.place.headers(LEADERS[UNIT_OF[OWNER[phone]]])
    word = "wipe" if wipe else "lock"
    answer = story.place.http.post(f"/v1/enrolments/{enrolment}/{word}", headers=headers)
    assert answer.status_code in (200, 404), answer.text
    if answer.status_code == 200:
        story.lock_out(phone, "wipe" if wipe else "locked")


@step(1)
def erase(story: Story, at: int) -> None:
    if at > 3:
        raise NothingToDo
    case = one_of(story.cases(), at)
    story.erased.add(case)
    story.server.erase(case)


@step(2)
def begin_backup(story: Story) -> None:
    if story.server.making:
        raise NothingToDo
    story.server.begin_backup()


@step(8)
def end_backup(story: Story) -> None:
    if not story.server.making:
        raise NothingToDo
    story.server.end_backup()


@step(2)
def back_up(story: Story) -> None:
    story.server.begin_backup()
    story.server.end_backup()


@step(3)
def restore(story: Story, at: int) -> None:
    """What phones hold of cases they follow must be there again in the end."""
    held = [(name, item["record"], item["feed"]) for name, phone in story.phones.items() if name not in story.gone
            for item in {**phone.before, **phone.told}.values() if item["feed"] in story.clients]  # fmt: skip
    before = following(story)
    story.server.restore(at)
    story.received.clear()
    story.brought.clear()
    after, known = following(story), story.cases()
    story.must = {}
    for name, record, case in held:
        key = (OWNER[name], case)
        if key in after or (key in before and case not in known):
            story.must.setdefault(record, set()).add((name, case))
    lose_answers(story)


@step(1)
def die(story: Story) -> None:
    """The server's process; another takes its place."""
    story.server.die()


@step(1)
def lose_keys(story: Story) -> None:
    """The server's: what was sealed for them it cannot open. Of those made since there is no copy, so they stay."""
    if not story.server.has_its_keys():
        raise NothingToDo
    story.server.lose_keys()


@step(3)
def bring_keys_back(story: Story) -> None:
    if not story.server.bring_keys_back():
        raise NothingToDo


@step(1)
def server_clock(story: Story, days: int) -> None:
    story.server.set_clock(days)


@step(3)
def read(story: Story, unit: str, at: int) -> None:
    """Whoever leads the unit, or began there as an agent, goes on in one of her lists, by a page."""
    read_on(story, unit, at)


@step(8)
def ask_for_phone(story: Story, phone: str) -> None:
    """Whose phone was locked or wiped gets another; what waited on the old one was handed in."""
    phone = phone if phone in story.gone else one_of(sorted(story.gone), 0)
    hand_in(story, phone)
    story.excuse_unsent(phone)
    lose_pictures(story, phone)
    story.gone.discard(phone)
    story.phones[phone] = story.new_phone(phone)
