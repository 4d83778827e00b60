"""Fifty random histories on both engines hold every promise; planted defects show that the check can fail."""

import os
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from sqlmodel import select

from api.changes.feeds import cases_followed
from api.changes.tables import Change, Follow
from api.db.engine import reading
from tests.conftest import Place
from tests.phone import Phone
from tests.simulator import Village
from tests.soak import asked

HISTORIES = int(os.environ.get("HISTORIES", "50"))
STEPS = 30
FIRST_SEED = int(os.environ.get("SEED", "1"))


def settle_village(place: Place, seed: int) -> Village:
    """Three agents of unit A, one of them with two phones, and one of unit B; fresh people in the same database."""
    mark = f"-{seed}"
    phones = {name: place.phone(name[0] + mark, "B" if name[0] == "B" else "A") for name in ("S1", "S2", "D1", "B1")}
    owners = {name: place.people[name[0] + mark] for name in phones}

    def follower_of(client: str) -> Phone | None:
        return next((phone for phone in phones.values() if client in phone.told), None)

    def invite(name: str, client: str) -> None:
        """Only colleagues of the client's unit can be invited; a stranger's invitation is refused in words."""
        if (host := follower_of(client)) is not None:
            body = {"agent": owners[name], "reason": "Mendampingi bersama."}
            answer = place.http.post(f"/v1/clients/{client}/followers", json=body, headers=host.headers)
            assert answer.status_code in (201, 404, 422), answer.text

    def leave(name: str, client: str) -> None:
        path = f"/v1/clients/{client}/followers/{owners[name]}"
        if client in phones[name].told:
            body = {"reason": "handed_over"}
            assert place.http.request("DELETE", path, json=body, headers=phones[name].headers).status_code in (200, 404)

    def ever_followed(name: str) -> set[str]:
        with reading(place.engine) as session:
            return set(session.exec(select(Follow.feed).where(Follow.agent == owners[name])).all())

    return Village(phones, invite, leave, ever_followed, seed)


def history_of(place: Place, village: Village) -> list[dict[str, Any]]:
    """The server's changes of this village, in the order of their numbers."""
    with reading(place.engine) as session:
        rows = session.exec(select(Change).order_by(Change.home, Change.version)).all()
    mine = [row for row in rows if row.id in village.saved]
    return [
        {
            "id": row.id, "record": row.record, "enrolment": row.enrolment,
            "set": orjson.loads(row.set or row.body or "{}"), "lost": orjson.loads(row.lost or "{}"),
            "answers": orjson.loads(row.answers or "[]"),
        }
        for row in mine
    ]  # fmt: skip


def play(place: Place, seed: int) -> None:
    """One history, and all promises after it."""
    village = settle_village(place, seed)
    village.play(STEPS)
    village.check(history_of(place, village), followed_by(place, village, seed))


def followed_by(place: Place, village: Village, seed: int) -> dict[str, set[str]]:
    """{phone: the feeds its owner follows}."""
    with reading(place.engine) as session:
        return {
            name: {case.id for case in cases_followed(session, place.people[name[0] + f"-{seed}"])}
            for name in village.phones
        }


def test_random_histories_hold_every_promise(place: Place) -> None:
    for seed in range(FIRST_SEED, FIRST_SEED + HISTORIES):
        try:
            play(place, seed)
        except AssertionError as broken:
            raise AssertionError(f"seed {seed}: {broken}") from broken


@pytest.mark.soak
def test_many_histories_hold_every_promise(place: Place) -> None:
    for seed in asked():
        play(place, seed)


def last_write_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    from api.changes import apply as door
    from api.changes.merge import Merged

    monkeypatch.setattr(door, "merge", lambda values, sets, was: Merged({**values, **sets}, {}))


def forget_losers(monkeypatch: pytest.MonkeyPatch) -> None:
    from api.changes import store as room

    monkeypatch.setattr(room, "questions_after", lambda questions, lost, answers, sets, who: questions)


def tell_nobody_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from api.changes import feeds as room

    monkeypatch.setattr(room, "tell_again", lambda session, counter, feed: None)


def let_anybody_write(monkeypatch: pytest.MonkeyPatch) -> None:
    from api.changes import apply as door
    from api.changes.permission import Permission

    monkeypatch.setattr(door, "permission_of", lambda batch, change: Permission.FREE)
    monkeypatch.setattr(door, "names_known", lambda batch, change, held: True)


def forget_replays(monkeypatch: pytest.MonkeyPatch) -> None:
    from api.changes import apply as door

    monkeypatch.setattr(door, "replay", lambda batch, change, content: None)


def drop_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def receipt(phone: Phone, change: Any, result: Any) -> None:
        if result["answer"] != "waiting":
            phone.out.remove(change)
        if result["answer"] in ("applied", "merged"):
            phone.acked.append((change, result))

    monkeypatch.setattr(Phone, "receipt", receipt)


DEFECTS = [last_write_wins, forget_losers, tell_nobody_again, let_anybody_write, forget_replays, drop_refused]


@pytest.mark.whole
@pytest.mark.parametrize("plant", DEFECTS, ids=lambda plant: plant.__name__)
def test_a_planted_defect_is_caught(
    place: Place, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    caught: list[BaseException] = []
    for seed in range(1, 16):
        try:
            play(place, seed)
        except Exception as broken:
            caught.append(broken)
            break
    assert caught, f"{plant.__name__} went unnoticed"
