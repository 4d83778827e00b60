"""Row-level security on every table there is, asked raw: by each role, with no filter at all, and of every column.

On PostgreSQL alone, on the demo with rows in all that lies behind the wall. A table that neither lies behind it nor
stands here with a reason fails.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, TextClause, text
from sqlalchemy.exc import ProgrammingError

from api.access.row_security import ALSO_WALLED, OF_UNIT, readable
from api.access.scope import enter
from api.db.engine import reading, writing
from api.db.stated_scope import state
from api.docs import examples as said
from api.identity.actors import find_actor
from api.ids import demo_id, new_id
from api.numbers.unit_quarters import keep_all_up
from api.numbers.unit_standings import keep_standings_up
from api.tables import METADATA
from tests.engines import ENGINES
from tests.example_server import NOW, example_server
from tests.test_matrix_routes import PEOPLE, as_somebody

pytestmark = pytest.mark.skipif("postgres" not in ENGINES, reason="SQLite has no row security")
A, B, C, MOVED = demo_id("unit A"), demo_id("unit B"), new_id(), demo_id("client 5")
ADD_TOLD = text(
    "INSERT INTO told_number (span, measure, level, place, block, area, count, rules)"
    " VALUES ('2026-Q4', 'clients', :level, :place, 'planted', :area, 7, '1')"
)

WITHOUT_WALL = {
    **dict.fromkeys(("unit", "partner", "partner_profile", "leaflet"), "the same for everybody who signs in"),
    **dict.fromkeys(
        (
            "person",
            "membership",
            "credential",
            "second_factor",
            "enrolment",
            "enrolment_code",
            "rescued_envelope",
            "epoch_told",
        ),
        "asked before it is known who reads: sign-in, hand-in and lock are for whoever comes",
    ),
    **dict.fromkeys(("used_nonce", "throttle", "audit"), "names nobody whom the server did not just meet"),
    **dict.fromkeys(("ballot_token", "visitor_code"), "found by a code's keyed hash, whoever holds it"),
    "unit_target": "numbers that offices want to reach, and nobody's",
    **dict.fromkeys(("published_policy", "policy_draft"), "rules, and nobody's"),
    "study": "whom offices compare, and nobody's",
    "target_history": "numbers that offices wanted to reach, and nobody's",
    "standing_run": "a moment, and nothing of anybody",
    **dict.fromkeys(("home_counter", "epoch_start", "epoch_state"), "numbers, and nothing of a case"),
}
# {table: who has rows of it}. Kinds, changes and feeds of cases are counted in `test_walls.py`.
HAVE = {
    **{table: {"coordinator"} for table in (*OF_UNIT, "held_change", "rights_request")},
    **{key: {"coordinator", "foreign_coordinator"} for key in ("counted_unit", "quarter_number")},  # each her own
    "blob_part": {"agent", "coordinator", "district", "village"},  # a client's, and a decree's
    "unit_standing": {"coordinator", "foreign_coordinator", "district", "province", "national"},
    "departure": {"coordinator", "agent"},
    "study_member": {"province", "national"},
    "study_leaver": set(),
    "area_paper": {"district", "other_district", "province", "national"},
}


def test_every_table_lies_behind_the_wall_or_has_its_reason() -> None:
    assert set(METADATA.tables) == {*readable(), *ALSO_WALLED, *WITHOUT_WALL}
    assert not set(WITHOUT_WALL) & {*readable(), *ALSO_WALLED}


@pytest.fixture(scope="module")
def server() -> Iterator[Engine]:
    """The server's own role, on the demo: somebody voted, a code was given, and a client moved to the other unit."""
    with example_server("postgres") as running:
        asked = as_somebody(running, "coordinator")
        for path, body in (
            ("/v1/ballots", said.REQUESTS["cast_ballot"]),
            ("/v1/ballots/codes", said.REQUESTS["give_ballot_code"]),
            ("/v1/team-care", said.REQUESTS["say_team_care"]),
            (f"/v1/studies/{demo_id('study')}/answers", said.REQUESTS["answer_study"]),
            (f"/v1/studies/{demo_id('study')}/withdrawals", said.REQUESTS["leave_study"]),
            (f"/v1/clients/{MOVED}/unit", {"unit": B, "followers": [demo_id("Budi")], "reason": "Pindah desa."}),
        ):
            told = asked.http.post(path, json=body, headers=asked.headers({"operationId": "", "parameters": []}))
            assert told.is_success, told.text
        keep_standings_up(running.app.state.engine, NOW)
        keep_all_up(running.app.state.engine, NOW + timedelta(days=70))
        yield running.app.state.engine


def test_what_is_asked_with_the_owners_eyes_is_the_servers_alone(server: Engine) -> None:
    """Who else may connect to the database has no way round the wall."""
    with server.connect() as connection:
        rows = connection.execute(text("SELECT proname, proacl::text FROM pg_proc WHERE prosecdef")).all()
    assert len(rows) > 3
    # No list: everybody may. An entry that names nobody before `=` is everybody's too.
    assert [name for name, rights in rows if rights is None or re.search(r"[{,]=", rights)] == []


def raw(engine: Engine, role: str, table: str) -> list[Any]:
    """All that a transaction of hers has of it, asked with no filter."""
    with reading(engine) as session:
        who = find_actor(session, demo_id(PEOPLE[role]))
    with reading(engine, who) as session:
        enter(session, who, NOW)
        return list(session.execute(text(f'SELECT * FROM "{table}"')))


def test_what_lies_in_no_record_is_had_by_whom_it_is_for(server: Engine) -> None:
    wrong = []
    for table, who in HAVE.items():
        for role in PEOPLE.keys() - {"nobody"}:
            if bool(raw(server, role, table)) != (role in who):
                wrong.append((table, role))
    assert not wrong


def test_nobody_has_a_row_of_another_unit(server: Engine) -> None:
    """Who leads unit B has the case that moved there, and of unit A's home nothing else; an admin has nothing."""
    for table in readable():
        assert raw(server, "admin", table) == raw(server, "other_district", table) == [], table
        elsewhere = [row for row in raw(server, "foreign_coordinator", table) if row.home == A]
        of_case = {getattr(row, "feed", None) or row.id for row in elsewhere}
        assert of_case <= {MOVED, *(row.id for row in elsewhere if table == "client")}, table


# Of which places of each level a number was told, and the area in which each lies.
TOLD = [
    ("unit", A, "33.22"), ("unit", C, "33.21"), ("regency", "33.22", "33.22"), ("regency", "33.21", "33.21"),
    ("province", "33", "33"), ("province", "34", "34"), ("country", "", ""),
]  # fmt: skip
HAS_TOLD = {
    "coordinator": {A}, "district": {A, "33.22"}, "other_district": {C, "33.21"},
    "province": {A, C, "33.22", "33.21", "33"}, "national": {place for _, place, _ in TOLD},
}  # fmt: skip


def test_a_told_number_is_had_by_the_offices_of_its_area_and_by_who_leads_the_unit(server: Engine) -> None:
    told = ({"level": level, "place": place, "area": area} for level, place, area in TOLD)
    with writing(server) as session:
        session.execute(ADD_TOLD, list(told))
    rows = {role: raw(server, role, "told_number") for role in PEOPLE.keys() - {"nobody"}}
    had = {role: {row.place for row in of_it if row.block == "planted"} for role, of_it in rows.items()}
    assert had == {role: HAS_TOLD.get(role, set()) for role in rows}
    whole = {frozenset(row.span for row in of_it if not row.measure) for of_it in rows.values()}
    assert len(whole) == 1, "that a quarter was told is nobody's"
    more = {"level": "unit", "place": B, "area": "33.22"}
    assert tried(server, A, ADD_TOLD, more) == 0, "nobody who asks writes one"


@pytest.mark.parametrize(("locked", "becomes"), [("", A), (A, B), (B, B)], ids=["none", "out of it", "into it"])
def test_no_row_is_changed_but_in_the_locked_home_and_none_leaves_or_enters_it(
    server: Engine, locked: str, becomes: str
) -> None:
    """As who has most of unit A: every table, whatever is written."""
    for table in readable():
        update = text(f'UPDATE "{table}" SET home = :new WHERE home = :old')
        assert tried(server, locked, update, {"new": becomes, "old": A}) == 0, table
        if locked != A:
            assert tried(server, locked, text(f'DELETE FROM "{table}" WHERE home = :old'), {"old": A}) == 0, table


def tried(engine: Engine, locked: str, edit: TextClause, values: dict[str, str]) -> int:
    """Rows that were changed, and are as they were again; 0 where it is refused."""
    with reading(engine) as session:
        ratna = find_actor(session, demo_id("Bu Ratna"))
    with writing(engine, ratna) as session:
        enter(session, ratna, NOW)
        state(session, {"home": locked})
        try:
            return session.execute(edit, values).rowcount
        except ProgrammingError as refused:
            if not re.search("row-level security|permission denied", str(refused)):
                raise
            return 0
        finally:
            session.rollback()
