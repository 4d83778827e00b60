"""Histories through two restores each hold every promise; and phones that forget show that it can fail."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlmodel import select

from api.changes.tables import Change
from api.db.engine import reading
from tests import test_simulator
from tests.conftest import Place
from tests.engines import ENGINES
from tests.phone import Phone
from tests.restored_village import RestoredVillage, ReturningPhone
from tests.test_backup import backed_up, desk_at
from tests.test_journal import put_back
from tests.test_simulator import followed_by, settle_village

pytestmark = pytest.mark.whole

# On PostgreSQL one: its ten backups and restores take 20 seconds.
HISTORIES = int(os.environ.get("HISTORIES", "50")) // 50
STEPS = 15


def settle(place: Place, seed: int, monkeypatch: pytest.MonkeyPatch) -> RestoredVillage:
    """The people of the other histories, with phones that come back."""
    monkeypatch.setattr("tests.conftest.Phone", ReturningPhone)
    monkeypatch.setattr(test_simulator, "Village", RestoredVillage)
    village: Any = settle_village(place, seed)
    village.backup = lambda: backed_up(desk_at(place))
    village.restore = lambda made: put_back(place, Path(made))
    return village


def history_of(place: Place, village: RestoredVillage) -> list[dict[str, Any]]:
    """All that was written, also what was handed in: by the phone that found it, out of what it had been told."""
    names = {phone.enrolment: name for name, phone in village.phones.items()}
    with reading(place.engine) as session:
        rows = session.exec(select(Change).order_by(Change.home, Change.version)).all()
    history = []
    for row in (row for row in rows if row.enrolment in names):
        told = {"id": row.id, "record": row.record, "enrolment": row.enrolment}
        told |= {"set": orjson.loads(row.set or row.body or "{}"), "lost": orjson.loads(row.lost or "{}")}
        history.append(told | {"answers": orjson.loads(row.answers or "[]")})
        village.saved.setdefault(row.id, (names[str(row.enrolment)], {}))
    return history


def play(place: Place, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    village = settle(place, seed, monkeypatch)
    village.play(STEPS)
    village.check(history_of(place, village), followed_by(place, village, seed))


def test_histories_through_restores_hold_every_promise(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(1, 2 + HISTORIES if place.settings.sqlite else 2):
        try:
            play(place, seed, monkeypatch)
        except AssertionError as broken:
            raise AssertionError(f"seed {seed}: {broken}") from broken


def forget_acknowledged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let go at once, before any backup."""

    def pull(phone: ReturningPhone, limit: int = 500) -> Any:
        page = Phone.pull(phone, limit)
        phone.acked = []
        return page

    monkeypatch.setattr(ReturningPhone, "pull", pull)


def put_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    come_back = ReturningPhone.come_back

    def forgetful(phone: ReturningPhone, restored: Any) -> None:
        phone.acked = []
        come_back(phone, restored)

    monkeypatch.setattr(ReturningPhone, "come_back", forgetful)


def one_backup_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the one before it lacks what was let go."""

    def pull(phone: ReturningPhone, limit: int = 500) -> Any:
        page = Phone.pull(phone, limit)
        phone.acked = [one for one in phone.acked if phone.done < one[1]["started"] + 1]
        return page

    monkeypatch.setattr(ReturningPhone, "pull", pull)


def keep_the_old_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """As whoever copies a file back and says nothing."""
    from api.backups import restoring

    monkeypatch.setattr(restoring, "new_epoch", lambda session: None)


@pytest.mark.parametrize("place", [one for one in ENGINES if one == "sqlite"], indirect=True)
@pytest.mark.parametrize(
    "plant", [forget_acknowledged, put_nothing_back, one_backup_is_enough, keep_the_old_epoch],
    ids=lambda plant: str(plant.__name__),
)  # fmt: skip
def test_a_phone_or_a_server_that_forgets_is_caught(
    place: Place, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    told = []
    for seed in range(1, 9):
        try:
            play(place, seed, monkeypatch)
        except AssertionError as broken:
            told.append(str(broken))
            break
    assert re.search("LOST|OVERWRITE|server-behind", "".join(told)), told
