"""The generated nation, in small: all of it is taken by the server's rules, lies there as if it had come through the
door, and its numbers are those of a second counting."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text

from api.changes.feed_key import coaching_id
from api.db.engine import make_engine, writing
from api.identity.access_tokens import give_token
from api.identity.server_epoch import epoch_state
from api.numbers.unit_quarters import keep_all_up
from api.records import KINDS
from bench.nation.chance import Chance
from bench.nation.deeds import Send, change_of, sends_of
from bench.nation.hand_in import by_phone, hand_in, moment_of
from bench.nation.places import Nation, NationUnit, plan_nation
from bench.nation.settle import phone_id, settle
from bench.nation.unit_work import work_of
from tests.engines import ENGINES, a_database, owners
from tests.naive_numbers import naive_numbers, plain
from tests.place import Place, opened

BEGAN, UNTIL = datetime(2019, 1, 1, tzinfo=UTC), date(2026, 11, 28)
COUNTED = {
    "client", "screening", "plan", "visit", "meeting", "alert", "relapse", "referral", "approval", "closure",
    "aftercare", "quality_of_life", "vocational_training", "vocational_outcome", "outreach", "phase_assessment",
}  # fmt: skip


def nation(seed: int, units: int, first: date) -> Nation:
    return plan_nation(seed, units, first, UNTIL)


@contextmanager
def settled(url: str, made: Nation) -> Iterator[Engine]:
    engine = make_engine(owners(url))
    settle(engine, made, BEGAN)
    yield engine
    engine.dispose()


@pytest.mark.whole
@pytest.mark.parametrize("engine", ENGINES)
def test_all_that_is_written_is_taken_and_counted_as_a_second_counting_does(engine: Any) -> None:
    made = nation(7, 6, date(2026, 2, 1))
    with a_database(engine) as url, settled(url, made) as here:
        changes = sum(hand_in(here, made, unit) for unit in made.units)
        keep_all_up(here, datetime(2027, 1, 2, tzinfo=UTC))
        with here.connect() as connection:
            kinds = set(connection.execute(text("SELECT DISTINCT kind FROM change")).scalars())
            rows = connection.execute(text("SELECT home, span, line, block, count, people FROM quarter_number")).all()
        counted = {(plain(home), span, line, block): counts for home, span, line, block, *counts in rows}
        assert {key: tuple(counts) for key, counts in counted.items()} == naive_numbers(here, "2026-Q4")
    assert kinds >= COUNTED
    assert changes > 800


def test_the_same_seed_writes_the_same() -> None:
    first, again, other = (nation(seed, 3, date(2026, 6, 1)) for seed in (1, 1, 2))
    assert [work_of(first, one) for one in first.units] == [work_of(again, one) for one in again.units]
    assert first.units[0].id != other.units[0].id


class DoorOfThen:
    """The app's own door, at the hours of the nation."""

    def __init__(self, place: Place, unit: NationUnit) -> None:
        self.place, self.unit, self.now = place, unit, BEGAN
        place.app.state.clock = lambda: self.now
        with writing(place.engine) as session:
            self.epoch = epoch_state(session).epoch

    def take(self, send: Send, told: list[dict[str, Any]]) -> None:
        self.now = moment_of(send)
        phone = phone_id(send.by) if send.by in (self.unit.leader, *self.unit.agents) else None
        token = give_token(self.place.settings, send.by, phone, now=self.now)
        headers = {"Authorization": f"Bearer {token}"}
        if not by_phone(send, self.unit):
            self.answer(told, headers)
            return
        ask = {"protocol": 1, "epoch": self.epoch, "cursor": {}, "app": "test", "changes": told}
        answer = self.place.http.post("/v1/sync/push", json=ask, headers=headers).json()
        assert {one["answer"] for one in answer["results"]} == {"applied"}

    def answer(self, told: list[dict[str, Any]], headers: dict[str, str]) -> None:
        """An office answers by its page."""
        for one in told:
            path = f"/v1/{KINDS[one['kind']].plural}/{one['record']}"
            shown = self.place.http.get(path, headers=headers)
            assert shown.status_code == 200, (one, shown.text)
            seen = {**headers, "If-Match": shown.headers["etag"]}
            answer = self.place.http.patch(path, json=one["set"], headers=seen)
            assert answer.status_code == 200, answer.text


def kept(engine: Engine, home: str) -> dict[str, list[Any]]:
    """Every row of this home; of what an office wrote without the ids and the words that its page made itself."""
    found = {}
    own = {"id", "content", "at", "was", "set", "enrolment"}
    with engine.connect() as connection:
        for table in sorted(inspect(engine).get_table_names()):
            rows = [dict(row) for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings()]
            rows = [row for row in rows if plain(row.get("home", "")) == plain(home)]
            loose = own if table == "change" else set()
            found[table] = sorted(
                sorted((name, str(said)) for name, said in row.items() if name not in (loose if by_office(row) else ()))
                for row in rows
            )
    return {table: rows for table, rows in found.items() if rows and table not in ("read_log", "epoch_start")}


def by_office(row: dict[str, Any]) -> bool:
    return row.get("enrolment", "") is None


@pytest.mark.whole
def test_it_lies_there_as_if_it_had_come_through_the_door(tmp_path: Path) -> None:
    """Row by row, in every table of the unit's home."""
    made = nation(5, 6, date(2026, 8, 1))
    unit = next(one for one in made.units if {"referral", "approval"} <= {deed.kind for deed in work_of(made, one)})
    with a_database("sqlite") as url, settled(url, made) as here:
        hand_in(here, made, unit)
        straight = kept(here, unit.id)
    with a_database("sqlite") as url, opened(url, tmp_path) as place, settled(url, made):
        chance, door = Chance(made.seed, "changes", unit.id), DoorOfThen(place, unit)
        for send in sends_of(work_of(made, unit)):
            door.take(send, [change_of(deed, chance) for deed in send.deeds])
        assert kept(place.engine, unit.id) == straight
    assert {"change", "feed", "follow", "home_counter", "visit", "referral", "sent_record"} <= straight.keys()
    assert any(("feed", plain(coaching_id(unit.id))) in row for row in straight["change"])
