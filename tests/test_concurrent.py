"""Many write at once: the order of a home is the order of commits, without a gap, and no reader misses a row.

Each promise has its negative control beside it: the same happens without what keeps it, and rows are lost.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, nullcontext
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlmodel import select

from api.changes import feeds
from api.changes import store as stores
from api.changes.tables import Change, HomeCounter
from api.db import engine as engines
from api.db.engine import reading, writing
from api.sync import push as pushes
from tests.conftest import Place, a_place
from tests.crowd import CLIENT, WRITERS, Crowd
from tests.engines import ENGINES
from tests.phone import Phone
from tests.test_lists import Follower
from tests.test_problem import is_a_problem


def until_done(writers: list[Future[Any]], *readers: Any) -> set[str]:
    """The readers go on as long as anybody writes; then what was written."""
    while not all(one.done() for one in writers):
        for read in readers:
            read()
    return {record for one in writers for record in one.result()}


@pytest.mark.whole
@pytest.mark.parametrize(("homes", "agents", "turns"), [(1, WRITERS, 4), (50, 50, 1)], ids=["one unit", "fifty units"])
def test_order_is_dense_and_nobody_misses_a_row(
    place: Place, sari: Phone, homes: int, agents: int, turns: int
) -> None:  # fmt: skip
    crowd = Crowd(place, sari, homes, agents)
    sari.sync()
    reader = Follower(place, "Ratna", "visits", limit=40).go_on()
    with ThreadPoolExecutor(WRITERS) as several:
        writers = [several.submit(crowd.visits, name) for _ in range(turns) for name in crowd.agents]
        written = until_done(writers, lambda: sari.pull(limit=40), reader.page)
    while sari.pull()["more"]:
        pass
    assert len(written) == 3 * turns * agents
    assert set(reader.go_on().held) == written
    assert {name for name, one in sari.told.items() if one["kind"] == "visit"} == written
    with reading(place.engine) as session:
        for home in session.exec(select(HomeCounter)).all():
            numbers = sorted(session.exec(select(Change.version).where(Change.home == home.home)).all())
            given = [number for number in numbers if number > crowd.begun[home.home]]
            assert given == list(range(crowd.begun[home.home] + 1, home.position + 1))


@contextmanager
def held_before_it_commits(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, Event]]:
    """(it has its numbers, it may go on) of the first push that comes."""
    arrived, may_go, first, plain = Event(), Event(), count(), pushes.store

    def slow(batch: Any) -> None:
        plain(batch)
        if next(first) == 0:
            arrived.set()
            may_go.wait(60)

    with monkeypatch.context() as patch:
        patch.setattr(pushes, "store", slow)
        try:
            yield arrived, may_go
        finally:
            may_go.set()


def overtaken(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What the readers miss for ever when a second writer begins while the first, who has his numbers, lingers."""
    reader, (one, other) = Follower(crowd.place, "Ratna", "visits").go_on(), crowd.agents[:2]
    with held_before_it_commits(monkeypatch) as (arrived, may_go), ThreadPoolExecutor(2) as both:
        first = both.submit(crowd.visits, one)
        assert arrived.wait(60)
        second = both.submit(crowd.visits, other)
        while not second.done() and not waits_for_a_lock(crowd.place):
            wait([second], timeout=0.02)
        crowd.sari.pull()
        reader.go_on()
        may_go.set()
        written = {*first.result(60), *second.result(60)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowd.sari, "check_digest", lambda _wanted: None)  # it would notice, a day later
        crowd.sari.pull()
    return written - (crowd.sari.told.keys() & reader.go_on().held.keys())


def waits_for_a_lock(place: Place) -> bool:
    with place.engine.connect() as connection:
        return bool(connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar())


def number_as_a_sequence_does(place: Place, patch: pytest.MonkeyPatch) -> None:
    """Nobody waits for anybody, and a number that was given stays given, whatever becomes of the transaction."""
    unlocked = feeds.LOCKED_AND_STATED._clone()
    unlocked._for_update_arg = None

    def move_on(_session: Any, locked: feeds.LockedHome) -> None:
        with writing(place.engine) as apart:
            feeds.store_counter(apart, locked)

    patch.setattr(feeds, "LOCKED_AND_STATED", unlocked)
    patch.setattr(stores, "store_counter", move_on)


@pytest.mark.skipif("postgres" not in ENGINES, reason="on SQLite a second writer cannot even begin")
@pytest.mark.parametrize(("numbers", "lost"), [("numbers under the lock", 0), ("numbers without the lock", 3)])
def test_who_is_overtaken_while_she_writes_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, numbers: str, lost: int
) -> None:
    """And is lost where numbers come from a sequence, which gives them in another order than they are committed."""
    with a_place("postgres", tmp_path) as place:
        crowd = Crowd(place, place.phone("Sari"), 1, 2)
        crowd.sari.sync()
        if lost:
            number_as_a_sequence_does(place, monkeypatch)
        assert len(overtaken(crowd, monkeypatch)) == lost


@contextmanager
def pushed_between(crowd: Crowd) -> Iterator[list[str]]:
    """Before every statement of a pull somebody else sends visits; which."""
    sent: list[str] = []
    reads = engines.reader(crowd.place.app.state.engine)
    busy = Event()

    def push(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT") and not busy.is_set():
            busy.set()
            with ThreadPoolExecutor(1) as other:
                sent.extend(other.submit(crowd.visits, crowd.agents[0]).result())
            busy.clear()

    event.listen(reads, "before_cursor_execute", push)
    try:
        yield sent
    finally:
        event.remove(reads, "before_cursor_execute", push)


def let_it_see_others(place: Place, patch: pytest.MonkeyPatch) -> None:
    """Every statement of a read for itself, as READ COMMITTED has it."""
    engine = place.app.state.engine
    if place.settings.sqlite:
        event.remove(engine, "begin", engines._begin)
    engines.reader.cache_clear()
    patch.setattr(engines, "reader", lambda engine: engine)


@pytest.mark.parametrize("snapshot", [True, False], ids=["one snapshot", "read committed"])
def test_a_pull_under_a_stream_of_pushes_sees_no_false_digest(
    place: Place, sari: Phone, monkeypatch: pytest.MonkeyPatch, snapshot: bool
) -> None:
    crowd = Crowd(place, sari, 1, 1)
    sari.sync()
    if not snapshot:
        let_it_see_others(place, monkeypatch)
    with pushed_between(crowd) as sent, nullcontext() if snapshot else pytest.raises(AssertionError, match="digest"):
        for _ in range(3):
            sari.pull()
    assert len(sent) > 9


@pytest.mark.skipif("sqlite" not in ENGINES, reason="of SQLite's one pen")
def test_who_finds_the_pen_taken_for_too_long_comes_again_and_is_served_once(tmp_path: Path) -> None:
    with a_place("sqlite", tmp_path) as place:
        sari = place.phone("Sari")
        sari.save("client", CLIENT)
        event.listen(place.app.state.engine, "checkout", lambda raw, *_: raw.execute("PRAGMA busy_timeout = 20"))
        with writing(place.engine) as session:
            session.connection()
            answer = place.http.post("/v1/sync/push", json=sari.ask(changes=sari.out), headers=sari.headers)
        is_a_problem(answer, "busy", 503)
        sari.sync()
        with reading(place.engine) as session:
            assert session.exec(select(Change.id)).all() == [change["id"] for change, _ in sari.acked]
