"""Rows without a mapping are the rows of their tables, on both engines, and one parameter names many ids."""

import re
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import event
from sqlmodel import Session, select

from api.changes.answer_shapes import PullAnswer, PushAnswer
from api.changes.batch_reads import CASES, TOUCHED
from api.changes.change_rows import CHANGE, FEED, FOLLOW, ChangeRow, FeedRow, FollowRow
from api.changes.feeds import lock_home
from api.changes.index_tables import ROWS
from api.changes.store import COMMON
from api.changes.tables import Change, Feed
from api.changes.unit_feeds import IS_CASE
from api.db.bulk import insert_rows, numbered
from api.db.engine import one_of, reading, writing
from api.ids import new_id
from tests.conftest import Place
from tests.phone import Phone
from tests.test_sync import VISIT

MOMENT = datetime(2026, 11, 1, 8, 0, 0, 5, UTC)


def test_a_row_has_the_columns_of_its_table() -> None:
    assert [one.name for one in fields(ChangeRow)] == [column.name for column in CHANGE.columns]
    assert FeedRow._fields == tuple(FEED.columns.keys())
    assert FollowRow._fields == tuple(FOLLOW.columns.keys())
    common = ["home", "id", "feed", "record_version", "changed_at", "asked"]
    assert all([column.name for column in table.columns][:COMMON] == common for table in ROWS.values())


def test_what_is_stored_in_bulk_is_read_as_it_was(place: Place, sari: Phone, client_of: Any) -> None:
    case = sari.save("client", {"code": "7Q4MK2H", "alias": "Mas Wahyu", "status": "registered"})
    sari.sync()
    home, body = place.units["A"], orjson.dumps({"note": "🙂 \\u0000 \" '; --\u2028"}).decode()
    rows = [
        ChangeRow(
            home, n, n, new_id(), "visit", new_id(), case, "2026-11-01T08:00:00Z", None, None, None, None, new_id(),
            None, MOMENT, "applied", 3, bool(n % 2), -(2**40), "f" * 64, None, True, body,
        )
        for n in range(2, 300)
    ]  # fmt: skip
    with writing(place.engine) as session:
        insert_rows(session, CHANGE, [row.values() for row in rows])
    with reading(place.engine) as session:
        mapped = session.exec(select(Change).where(Change.kind == "visit").order_by(Change.version)).all()
        assert [ChangeRow(**one.model_dump()) for one in mapped] == rows
        some = select(Change.version).where(one_of(session, CHANGE.c.id, {row.id for row in rows[::7]} | {new_id()}))
        assert sorted(session.exec(some).all()) == [row.version for row in rows[::7]]
        none = select(Change.version).where(numbered(session, CHANGE.c.version, [2, 5, 10**12]))
        assert sorted(session.exec(none).all()) == [2, 5]


# How each engine tells its plan: a step that goes through what is kept, and one that goes by ids.
PLANS = {
    "sqlite": (r"(SEARCH|SCAN) (?!json_each|taken|cases|belonging)", r"\b(id|record|feed|unit|person)=\?"),
    "postgresql": (
        r"Scan\b.* on (change|feed|follow|held_change)(_\d)?\b",
        r"(Index|Index Only|Bitmap Heap) Scan",
    ),
}


def plan_of(session: Session, query: Any, asked: dict[str, Any]) -> list[str]:
    """Of the statement as it is sent."""
    connection, steps = session.connection(), list[str]()
    word = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"

    def read(_connection: Any, cursor: Any, *_more: Any) -> None:
        steps.extend(str(row[-1]) for row in cursor.fetchall())

    def ask(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> tuple[str, Any]:
        return f"{word} {statement}", values

    heard = (("before_cursor_execute", ask, True), ("after_cursor_execute", read, False))
    for name, hears, changes in heard:
        event.listen(connection, name, hears, retval=changes)
    connection.execute(query, asked)
    for name, hears, _ in heard:
        event.remove(connection, name, hears)
    return steps


def test_what_a_push_reads_is_found_by_its_ids(place: Place) -> None:
    """Also on PostgreSQL, which by itself would read small tables whole, and keep to that when they have grown."""
    lists = dict.fromkeys(("cases", "known", "records", "looked_at", "kinds", "copies", "made"), (new_id(),))
    name = place.engine.dialect.name
    step, by_ids = PLANS[name]
    with Session(place.engine) as session:
        if name == "postgresql":
            session.connection().exec_driver_sql("ANALYZE")
        home = lock_home(session, place.units["A"]).home
        for query in (CASES, TOUCHED[name]):
            steps = plan_of(session, query, {"home": home, "agent": new_id(), "role": "agent", **lists})
            looked = [one for one in steps if re.search(step, one)]
            assert looked, steps
            assert all(re.search(by_ids, one) for one in looked), looked


def test_answers_written_by_hand_are_as_documented(place: Place, sari: Phone, client_of: Any) -> None:
    case = client_of(sari, 'Mas "W" \\ \'🙂\u2028')
    sari.save("visit", VISIT, feed=case)
    sari.save("visit", {**VISIT, "place": "moon"}, feed=case)
    for path, shape, more in (("push", PushAnswer, {"changes": sari.out}), ("pull", PullAnswer, {"follows": "0" * 64})):
        asked = {**sari.ask(**more), "cursor": {}}
        answer = place.http.post(f"/v1/sync/{path}", json=asked, headers=sari.headers)
        read = shape.model_validate_json(answer.content, strict=False)
        assert orjson.loads(read.model_dump_json(exclude_unset=True)) == answer.json()
        assert answer.headers["content-type"] == "application/json"
    assert [one["body"]["alias"] for one in answer.json()["told"][:1]] == ['Mas "W" \\ \'🙂\u2028']


def test_a_snapshot_ends_by_commit_and_writes_nothing(place: Place, sari: Phone, client_of: Any) -> None:
    """PostgreSQL's driver forgets what it prepared at every ROLLBACK."""
    case, ends = client_of(sari), []
    for name in ("commit", "rollback"):
        event.listen(place.engine, name, lambda _connection, name=name: ends.append(name))
    with reading(place.engine) as session:
        feed = session.exec(select(Feed).where(IS_CASE)).one()
        feed.live = 99
    assert ends == ["commit"]
    assert (feed.id, feed.live) == (case, 99)
    with reading(place.engine) as session:
        assert session.exec(select(Feed.live).where(IS_CASE)).one() == 1
