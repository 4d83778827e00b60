"""What becomes of a case: closed, opened again, agreed to, stopped or erased as she asks, offered to another unit."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import httpx
from orjson import loads
from sqlmodel import col, select

from api.changes.tables import Change, Feed
from tests.simulator.network import push
from tests.simulator.office import following
from tests.simulator.people import today
from tests.simulator.story import LEADERS, UNIT_OF, Story, one_of, step

Json = Any
LAYERS = ["participation", "screening", "referral"]
TAKES_OVER = {"S": "D", "D": "S"}


@step(2)
def close(story: Story, phone: str, at: int, keep: bool) -> None:
    """Or opens it again; two who close it may do so for two reasons."""
    case = one_of(story.visible(phone), at)
    closed = story.phones[phone].screen(case).get("status") == "closed"
    reason = "finished" if keep else "dropped_out"
    sets = {"status": "registered", "closed_reason": None} if closed else {"status": "closed", "closed_reason": reason}
    story.save(phone, "client", sets, record=case)


@step(1)
def agree(story: Story, phone: str, at: int) -> None:
    """A client agrees to be accompanied."""
    note_consent(story, phone, one_of(story.visible(phone), at))


def note_consent(story: Story, phone: str, case: str, layers: list[str] = LAYERS) -> None:
    sets = {"act": "given", "on": today(story, phone), "layers": layers, "text_version": "janji-2026-1"}
    sets |= {"way": "voice", "witness": "family", "evidence": "witness", "minor": False}
    story.save(phone, "consent", sets, feed=case)


@step(2)
def claim_right(story: Story, at: int, how: int) -> None:
    """The client asks by a code of hers, and whoever leads does at once what she asks: to stop, seldom to be erased."""
    case = one_of(story.cases().values(), at)
    right, leader = ("erase" if how == 0 else "stop"), LEADERS[story.unit_of(case)]
    said = ask_leader(story, leader, f"clients/{case.id}/own-codes")
    assert said.status_code == 201, said.text
    code = said.json()["code"]
    assert story.place.http.post("/v1/own-data/requests", json={"code": code, "right": right}).status_code == 201
    waiting = story.place.http.get("/v1/rights-requests", headers=story.place.headers(leader)).json()
    [asked] = [
        one["id"] for one in waiting if (one["client"], one["right"], one["answered_at"]) == (case.id, right, None)
    ]
    reply = {"outcome": "done", "answer": "Sudah.", "carry_out": True}
    before = agreed(story, case)
    answer = ask_leader(story, leader, f"rights-requests/{asked}/answer", reply)
    assert answer.status_code == 200, answer.text
    if right == "erase":
        story.erased.add(case.id)
    else:
        assert agreed(story, case) == set() or not before, "SHE STOPPED AND IT GOES ON"


def agreed(story: Story, case: Feed) -> set[str]:
    """What stands of what she agreed to: by the day of her word, and on one day a withdrawal wins."""
    with story.server.look() as session:
        query = select(Change).where(Change.feed == case.id, Change.kind == "consent", col(Change.last))
        acts = [loads(row.body) for row in session.exec(query.order_by(col(Change.record))).all() if row.body]
    stands: set[str] = set()
    for act in sorted(acts, key=lambda act: (act["on"], act["act"] == "withdrawn")):
        stands = stands | {*act["layers"]} if act["act"] == "given" else stands - {*act["layers"]}
    return stands


@step(2)
def offer(story: Story, phone: str, at: int, agent: str) -> None:
    """A client who moves is offered to the other unit, which takes her at the moment in which her own unit hands all
    over that one of its agents has, in all homes."""
    cases = story.cases()
    case = cases[one_of([case for case in story.visible(phone) if case in cases], at)]
    unit = story.unit_of(case)
    other, taker = ("B", "B") if unit == "A" else ("A", agent if UNIT_OF[agent] == "A" else "S")
    sets = {"asked_on": today(story, phone), "to_unit": story.place.units[other], "agreed": "spoken"}
    move = story.save(phone, "move", sets | {"because": "Pindah.", "status": "asked"}, feed=case.id)
    push(story.phones[phone], 200)
    if not ask_leader(story, LEADERS[unit], f"moves/{move['record']}/offer").is_success:
        return  # it came too late, or another one is under way
    people = story.place.people
    accept = partial(
        ask_leader, story, LEADERS[other], f"move-offers/{move['record']}/accept", {"followers": [people[taker]]}
    )
    giver = agent if agent in TAKES_OVER else "S"
    over = {"to": people[TAKES_OVER[giver]], "reason": "Sakit lama."}
    hand_over = partial(ask_leader, story, LEADERS["A"], f"agents/{people[giver]}/hand-over", over)
    with ThreadPoolExecutor(2) as hands:
        accepted, handed = hands.map(lambda act: act(), (accept, hand_over))
    assert accepted.status_code == 200, accepted.text
    assert handed.status_code in (200, 404), handed.text
    for one in UNIT_OF:
        story.excuse_follow(one, case.id)
    all_are_followed(story, {case.id: taker}, handed, giver)


def all_are_followed(story: Story, moved: dict[str, str], handed: httpx.Response, giver: str) -> None:
    """{case: by whom} who took it; of what was handed over by the giver, also right after she took it, by the other."""
    given = handed.json()["clients"] if handed.is_success else []
    for case in given:
        story.excuse_follow(giver, case)
    followed = following(story)
    wanted = {(TAKES_OVER[giver], case) for case in given if moved.get(case, giver) == giver}
    wanted |= {(taker, case) for case, taker in moved.items() if case not in given or taker != giver}
    own = {case for case, feed in story.cases().items() if story.unit_of(feed) == "A"} if handed.is_success else set()
    kept = {(giver, case) for case in own} & followed.keys() - {(taker, case) for case, taker in moved.items()}
    assert wanted <= followed.keys(), f"A HAND-OVER VANISHED {wanted - followed.keys()}"
    assert not kept, f"WHO HANDED OVER STILL FOLLOWS {kept}"
    away = [case for case in moved if story.unit_of(story.cases()[case]) != UNIT_OF[moved[case]]]
    assert not away, f"A MOVE VANISHED {away}"


def ask_leader(story: Story, leader: str, path: str, body: Json = None) -> httpx.Response:
    return story.place.http.post(f"/v1/{path}", json=body, headers=story.place.headers(leader))
