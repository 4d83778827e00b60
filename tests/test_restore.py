"""What an operator does in a bad week: a backup as the owner, a fresh cluster, and phones that go on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select, text

from api.access.row_security import ALSO_WALLED, ROLE, readable
from api.app import create_app
from api.db.engine import make_engine, reading
from api.identity.tables import Audit
from tests.cluster import OWNER, Cluster
from tests.conftest import Place
from tests.desk import Desk
from tests.door import client
from tests.engines import ENGINES, owners
from tests.phone import ORIGIN, Phone
from tests.test_problem import is_a_problem

postgres_alone = pytest.mark.parametrize("place", [one for one in ENGINES if one == "postgres"], indirect=True)


@pytest.fixture(scope="module")
def fresh() -> Iterator[Cluster]:
    """A machine on which nobody has heard of us but a database owner."""
    started = Cluster()
    started.run(f"DROP ROLE {ROLE}; ALTER ROLE {OWNER} CREATEROLE")
    started.run(f"CREATE DATABASE pulih OWNER {OWNER}")
    yield started
    started.stop()


def walls_of(session: Session) -> set[str]:
    return set(session.execute(text("SELECT tablename FROM pg_policies")).scalars())


@postgres_alone
def test_a_backup_by_the_owner_serves_again_on_a_fresh_cluster(
    place: Place, sari: Phone, client_of: Any, fresh: Cluster, tmp_path: Path
) -> None:
    fresh.run(f"ALTER ROLE {OWNER} CREATEROLE")
    case = client_of(sari)
    told = Desk(tmp_path, place.settings.database_url).prints("backup")
    backup = told.split(": ")[1].split("  ")[0]
    late = sari.save("visit", {"on": "2026-11-23", "met": ["client"], "place": "home"}, feed=case)
    sari.sync()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    desk = Desk(elsewhere, fresh.url("pulih"))
    desk.prints("restore", backup)
    assert (elsewhere / "keys.json").read_bytes() == place.settings.keys_file.read_bytes()
    assert desk.planned_rows("visit") == 0  # the newest came after the backup
    assert desk.planned_rows("client") == 1
    engine = make_engine(owners(desk.url))
    with reading(engine) as session:
        assert walls_of(session) == {*readable(), *ALSO_WALLED}
        assert session.exec(select(Audit.action)).all()[-1:] == ["restored"]
    engine.dispose()
    app = create_app(desk.settings())
    with client(app, ORIGIN) as http:
        sari.http = http
        assert http.get("/health").json()["ready"] is True
        is_a_problem(http.post("/v1/sync/pull", json=sari.ask(follows="0" * 64, limit=5), headers=sari.headers),
                     "epoch-changed", 409)  # fmt: skip
        read = http.get(f"/v1/clients/{case}", headers=sari.headers)
        assert read.status_code == 200
        assert http.get(f"/v1/visits/{late}", headers=sari.headers).status_code == 404
    app.state.engine.dispose()


@postgres_alone
@pytest.mark.parametrize(
    "lost",
    ["DROP POLICY server ON client", "ALTER TABLE visit DISABLE ROW LEVEL SECURITY", f"REVOKE ALL ON feed FROM {ROLE}",
     "ALTER TABLE visit NO FORCE ROW LEVEL SECURITY", f"GRANT DELETE ON change TO {ROLE}",
     f"REVOKE EXECUTE ON FUNCTION pulih_ids_elsewhere FROM {ROLE}",
     f"CREATE POLICY mine ON client TO {ROLE} USING (true)",
     "CREATE OR REPLACE FUNCTION pulih_ids_elsewhere(here uuid, ids uuid[]) RETURNS TABLE (id uuid) LANGUAGE sql AS"
     " 'SELECT NULL::uuid'"],
)  # fmt: skip
def test_migrate_lays_again_what_is_missing_or_too_much(place: Place, tmp_path: Path, lost: str) -> None:
    desk, engine = Desk(tmp_path, place.settings.database_url), make_engine(owners(place.settings.database_url))
    before = catalogue(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(lost)
    assert catalogue(engine) != before
    desk.prints("migrate")
    assert catalogue(engine) == before
    engine.dispose()


def catalogue(engine: Any) -> list[Any]:
    """Policies, switches, grants and functions, as the database tells them."""
    queries = (
        "SELECT tablename, policyname, roles, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2",
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relkind IN ('r', 'p') ORDER BY oid",
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = 'pulih_app'"
        " ORDER BY 1, 2",
        "SELECT proname, prosrc, proacl::text FROM pg_proc WHERE proname LIKE 'pulih%' ORDER BY 1",
    )
    with engine.connect() as connection:
        return [[tuple(map(str, row)) for row in connection.execute(text(query))] for query in queries]


def test_a_role_of_any_name_serves_and_no_password_is_told(fresh: Cluster, tmp_path: Path) -> None:
    if "postgres" not in ENGINES:
        pytest.skip("PostgreSQL alone")
    fresh.run(f"ALTER ROLE {OWNER} CREATEROLE")
    fresh.run(f"CREATE DATABASE other OWNER {OWNER}")
    fresh.run("ALTER SYSTEM SET log_statement = 'all'")
    fresh.run("SELECT pg_reload_conf()")
    desk = Desk(tmp_path, fresh.url("other").replace(f"{ROLE}@", "the%22server:canary-word@"))
    desk.environ["PULIH_OWNER_URL"] = fresh.url("other").replace(f"{ROLE}@", f"{OWNER}@")
    told = desk.prints("migrate")
    desk.prints("demo")
    app = create_app(desk.settings())
    with client(app, ORIGIN) as http:
        token = {"Authorization": f"Bearer {desk.prints('token', 'Sari').strip()}"}
        assert len(http.get("/v1/clients", headers=token).json()["items"]) > 0
    app.state.engine.dispose()
    log = (fresh.folder / "log").read_text()
    assert "ALTER ROLE" in log or "CREATE ROLE" in log
    assert "canary-word" not in log + told


@pytest.mark.whole
def test_a_migration_that_fails_says_why_in_a_sentence(fresh: Cluster, tmp_path: Path) -> None:
    if "postgres" not in ENGINES:
        pytest.skip("PostgreSQL alone")
    fresh.run(f"ALTER ROLE {OWNER} NOCREATEROLE")
    fresh.run(f"CREATE DATABASE third OWNER {OWNER}")
    desk = Desk(tmp_path, fresh.url("third").replace(f"{ROLE}@", "stranger:canary-word@"))
    desk.environ["PULIH_OWNER_URL"] = fresh.url("third").replace(f"{ROLE}@", f"{OWNER}@")
    result = desk.type("migrate")
    assert (result.exit_code, len(result.stderr.strip().splitlines())) == (1, 1)
    assert "canary-word" not in result.output + result.stderr + (fresh.folder / "log").read_text()
