"""The second wall, on PostgreSQL alone: it keeps apart what `api/access/scope.py` forgets, and stands everywhere."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, text, true
from sqlalchemy.exc import ProgrammingError
from sqlmodel import Session

from api.access.row_security import ALSO_WALLED, ROLE, readable
from api.access.scope import Scope, enter
from api.actor import Actor
from api.app import create_app
from api.clock import system_clock
from api.db.engine import make_engine, reading, writing
from api.db.stated_scope import state
from api.identity.actors import find_actor
from api.resources.records import order
from api.settings import UnsafeSettings
from api.tables import METADATA
from tests.cluster import OWNER
from tests.conftest import Place
from tests.engines import ENGINES, owners
from tests.environment import settings_from
from tests.samples import CASE_KINDS
from tests.test_blobs import agree, put, visit
from tests.test_feed_key import move
from tests.test_settings import PRODUCTION
from tests.town import Town

pytestmark = pytest.mark.parametrize("place", [one for one in ENGINES if one == "postgres"], indirect=True)
CASES = {name for name, table in METADATA.tables.items() if "feed" in table.c or name == "feed"}

BALLOTS = {
    "ballot", "ballot_round", "counted_unit", "help_request", "quarter_number", "unit_standing", "team_word",
    "team_call",
}  # fmt: skip


@pytest.fixture
def server(place: Place) -> Iterator[Engine]:
    """An engine of the server's role, as the app has one."""
    engine = make_engine(place.settings.database_url)
    yield engine
    engine.dispose()


def actor(place: Place, name: str) -> Actor:
    with reading(place.engine) as session:
        return find_actor(session, place.people[name])


def rows(session: Session, table: str) -> list[Any]:
    """All rows that this transaction has, with no filter at all."""
    return list(session.execute(text(f'SELECT * FROM "{table}"')).all())


def seen(place: Place, server: Engine, name: str) -> dict[str, int]:
    """{table: how many rows she has}."""
    with reading(server, actor(place, name)) as session:
        enter(session, actor(place, name), system_clock())
        return {table: len(rows(session, table)) for table in readable()}


def test_a_transaction_that_stands_for_nobody_has_no_case(town: Town, server: Engine) -> None:
    with reading(server) as session:
        assert {table: rows(session, table) for table in readable()} == {table: [] for table in readable()}


def test_each_has_what_the_first_wall_gives_her_without_any_filter(town: Town, server: Engine) -> None:
    """Who belongs to a unit has the feed of its papers besides, who leads it or is its officer that of the coaching
    papers; the officer reaches the first for what was done in public."""
    nothing = dict.fromkeys(readable(), 0)
    of_case = {"feed": 2, "follow": 1, "sent_record": 2, "change": len(CASE_KINDS), **dict.fromkeys(CASE_KINDS, 1)}
    all_of_it, own = {**nothing, **of_case}, {**nothing, "feed": 1}
    sent = {**nothing, "feed": 1, "client": 1, "referral": 1, "change": 2, "sent_record": 1}
    asked = {**nothing, "feed": 1, "approval": 1, "referral": 1, "change": 2, "sent_record": 2}
    wanted = {
        "Sari": all_of_it,
        "Ratna": {**all_of_it, "feed": 3},
        "Maya": sent,
        "Hadi": {**asked, "feed": 1 + 2 * len(town.place.units)},
        "Tono": {**own, "feed": 2},
        **dict.fromkeys(("Dewi", "Budi"), own),
    }
    assert {name: seen(town.place, server, name) for name in wanted} == wanted
    assert [seen(town.place, server, name) for name in ("Lain", "Jauh", "Admin")] == [nothing] * 3


def test_a_picture_lies_behind_it_for_all_but_who_follows(town: Town, server: Engine) -> None:
    agree(town.sari, town.client)
    assert put(town.sari, town.client, visit(town.sari, town.client)).json()["whole"]
    people = ("Sari", "Ratna", "Dewi", "Budi", "Tono", "Maya", "Hadi", "Lain", "Jauh", "Admin")
    assert [seen(town.place, server, name)["blob_part"] for name in people] == [1, *[0] * 9]


def test_when_the_first_wall_falls_the_second_still_answers_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The filter itself is taken away; every door still tells a stranger what it tells of what never was."""
    monkeypatch.setattr(Scope, "has", lambda *_: True)
    monkeypatch.setattr(order, "one_of", lambda *_: true())
    monkeypatch.setattr(order, "of_cases_asked", lambda *_: true())
    for name in ("Dewi", "Budi", "Tono", "Lain", "Jauh", "Admin"):
        for kind in CASE_KINDS:
            assert town.listed(name, kind) == [], (name, kind)
            assert {town.get(name, path).status_code for path in town.paths(kind)} == {404}, (name, kind)


def test_of_a_case_that_moved_away_its_old_unit_has_nothing_but_that_it_moved(town: Town, server: Engine) -> None:
    assert move(town.place, "Ratna", town.client, "B").status_code == 200
    nothing = dict.fromkeys(readable(), 0)
    assert seen(town.place, server, "Ratna") == {**nothing, "feed": 3, "departure": 1}
    assert seen(town.place, server, "Tono")["change"] == len(CASE_KINDS)


def test_a_home_as_a_whole_opens_nothing_until_what_left_it_is_told(town: Town, server: Engine) -> None:
    ratna = actor(town.place, "Ratna")
    for said in ({"whole": ratna.unit or ""}, {"away": ""}, {"whole": "", "away": ""}):
        with reading(server, ratna) as session:
            state(session, said)
            assert rows(session, "change") == [], said
    with reading(server, ratna) as session:
        state(session, {"whole": ratna.unit or "", "away": ""})
        assert len(rows(session, "change")) == len(CASE_KINDS)


def test_what_was_taken_back_is_behind_the_wall_too(town: Town, server: Engine) -> None:
    town.sari.save("referral", {"voided_because": "Salah klien."}, record=town.records["referral"])
    town.sari.sync()
    found = seen(town.place, server, "Maya")
    assert (found["referral"], found["client"], found["change"]) == (0, 0, 0)


@pytest.mark.parametrize("name", ["Ratna", "Sari", "Maya"])
def test_whose_role_changed_at_the_lock_has_nothing_of_what_she_was(town: Town, server: Engine, name: str) -> None:
    was = actor(town.place, name)
    with reading(server, was) as session:
        enter(session, was, system_clock())
        assert rows(session, "client")
        state(session, {"role": "tea"})
        enter(session, replace(was, role="tea"), system_clock())
        state(session, {"role": was.role})
        assert rows(session, "client") == [], "whatever her role is said to be"


def test_nothing_is_written_outside_the_pens_home(town: Town, server: Engine) -> None:
    sari, elsewhere = actor(town.place, "Sari"), town.place.units["B"]
    edit = text("UPDATE client SET alias = 'X'")
    with writing(server, sari) as session:
        enter(session, sari, system_clock())
        assert session.execute(edit).rowcount == 0, "although she reads it"
    with writing(server) as session:
        state(session, {"home": elsewhere})
        assert session.execute(edit).rowcount == 0
        assert rows(session, "change") == []
    with writing(server) as session:
        state(session, {"home": sari.unit or ""})
        with pytest.raises(ProgrammingError, match="row-level security"):
            session.execute(text("UPDATE feed SET home = :home"), {"home": elsewhere})
        session.rollback()


def test_nobody_reads_who_looked_and_nobody_signs_for_another(town: Town, server: Engine) -> None:
    town.get("Ratna", f"/v1/clients/{town.client}")
    with pytest.raises(ProgrammingError, match="permission denied"), reading(server) as session:
        rows(session, "read_log")
    with writing(town.place.engine) as session:
        copied = dict(session.execute(text("SELECT * FROM read_log")).mappings().one())
    names = ", ".join(copied)
    forged = text(f"INSERT INTO read_log ({names}) VALUES ({', '.join(f':{name}' for name in copied)})")
    sari = actor(town.place, "Sari")
    with pytest.raises(ProgrammingError, match="row-level security"), writing(server, sari) as session:
        session.execute(forged, {**copied, "id": town.client})


def test_every_table_of_a_case_stands_behind_the_wall(place: Place) -> None:
    walled = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    with reading(place.engine) as session:
        assert set(session.execute(walled).scalars()) == CASES | BALLOTS | ALSO_WALLED == {*readable(), *ALSO_WALLED}


def test_the_servers_role_owns_nothing_and_removes_no_work(place: Place, server: Engine) -> None:
    rights = text("SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = :role")
    with reading(place.engine) as session:
        given = {tuple(row) for row in session.execute(rights, {"role": ROLE})}
        tables = session.execute(text("SELECT tableowner FROM pg_tables WHERE schemaname = 'public'"))
        assert set(tables.scalars()) == {OWNER}
    assert {table for table, right in given if right == "DELETE"} == {
        "used_nonce",
        "throttle",
        "enrolment_code",
        "ballot_token",
        "help_request",
        "team_word",
        "team_call",
        "study_member",
        "quarter_number",
        "unit_standing",
        "visitor_code",
        "blob_part",
    }
    assert {right for _, right in given} == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    with reading(server) as session:
        query = text("SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert session.execute(query).scalar() is False


def test_behind_the_wall_the_server_knows_that_its_schema_is_at_head(place: Place) -> None:
    assert place.http.get("/health").json()["ready"] is True


def test_production_does_not_start_as_the_owner(place: Place) -> None:
    environ = {**PRODUCTION, "PULIH_KEYS_FILE": str(place.settings.keys_file)}
    create_app(settings_from({**environ, "PULIH_DATABASE_URL": place.settings.database_url})).state.engine.dispose()
    with pytest.raises(UnsafeSettings, match="PULIH_OWNER_URL"):
        create_app(settings_from({**environ, "PULIH_DATABASE_URL": owners(place.settings.database_url)}))
