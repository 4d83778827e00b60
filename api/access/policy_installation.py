"""Row-level security as it stands in a database: laid, compared with what it should be, and laid again.

A dump brings tables back and may lose roles, policies or grants, so what counts is the catalogue, not a note of ours.
"""

from hashlib import sha256
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import make_url

from api.access.owner_functions import functions
from api.access.row_security import PLACES, ROLE, grants, walls

# Everything that decides who sees which row: policies, forced or not, rights on tables, the function and its own.
CATALOGUE = text("""
    SELECT 'policy', tablename, policyname, roles::text, cmd || coalesce(qual, '') || coalesce(with_check, '')
        FROM pg_policies WHERE schemaname = current_schema()
    UNION ALL SELECT 'table', relname, relrowsecurity::text, relforcerowsecurity::text, relacl::text
        FROM pg_class WHERE relnamespace = to_regnamespace(current_schema()) AND relkind IN ('r', 'p')
    UNION ALL SELECT 'function', proname, pg_get_function_identity_arguments(oid), pg_get_functiondef(oid), proacl::text
        FROM pg_proc WHERE pronamespace = to_regnamespace(current_schema()) AND proname LIKE 'pulih%'
    ORDER BY 1, 2, 3, 4, 5""")
MARK = text("SELECT obj_description(to_regprocedure('pulih_ids_elsewhere(uuid, uuid[])'), 'pg_proc')")


def install_policies(connection: Connection) -> None:
    """Locks no table where all stands as it should; does nothing on SQLite, nor below the first migration."""
    if connection.dialect.name != "postgresql":
        return
    seen = inspect(connection)
    there = set(seen.get_table_names())
    if "read_log" not in there:
        return
    columns = {one["name"] for one in seen.get_columns("sent_record")} if "sent_record" in there else set()
    wanted = [*functions(), *walls(there, [one for one in PLACES if one in columns]), *grants(there)]
    if connection.scalar(MARK) == mark(wanted, connection):
        return
    if not has_role(connection, ROLE):
        connection.exec_driver_sql(f"CREATE ROLE {ROLE}")
    for statement in [*strangers(connection), *wanted]:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"COMMENT ON FUNCTION pulih_ids_elsewhere(uuid, uuid[]) IS '{mark(wanted, connection)}'")


def strangers(connection: Connection) -> list[str]:
    """Statements that take every policy away, also those that nobody here made."""
    query = text("SELECT policyname, tablename FROM pg_policies WHERE schemaname = current_schema()")
    return [f"DROP POLICY {quoted(policy)} ON {quoted(table)}" for policy, table in connection.execute(query)]


def mark(wanted: list[str], connection: Connection) -> str:
    """Of what should stand there and what does."""
    stands = repr([tuple(row) for row in connection.execute(CATALOGUE)])
    return sha256("\n".join([*wanted, stands]).encode()).hexdigest()


def has_role(connection: Connection, name: str) -> bool:
    """In this cluster."""
    return connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}) is not None


def allow_login(engine: Engine, server_url: str) -> None:
    """The role that the server's URL names may sign in and has the server's rights, whatever its name.

    A role that may sign in already keeps its password: changing it is psql's. PostgreSQL is told a verifier, never
    the password, so no statement in its log holds it.
    """
    url = make_url(server_url)
    name = url.username
    if engine.dialect.name != "postgresql" or not name:
        return
    with engine.begin() as connection:
        if name == connection.scalar(text("SELECT current_user")):
            return
        said = {"name": name, "role": ROLE}
        may_sign_in = connection.scalar(text("SELECT rolcanlogin FROM pg_roles WHERE rolname = :name"), said)
        if not may_sign_in:
            deed, password = "CREATE" if may_sign_in is None else "ALTER", password_of(connection, name, url.password)
            connection.exec_driver_sql(f"{deed} ROLE {quoted(name)} LOGIN{password}")
        if not connection.scalar(text("SELECT pg_has_role(:name, :role, 'USAGE')"), said):
            connection.exec_driver_sql(f"GRANT {ROLE} TO {quoted(name)}")


def password_of(connection: Connection, name: str, password: Any) -> str:
    """The clause of a statement, with a SCRAM verifier; nothing where no password is needed."""
    if not password:
        return ""
    driver: Any = connection.connection.driver_connection
    verifier = driver.pgconn.encrypt_password(str(password).encode(), name.encode(), b"scram-sha-256")
    return f" PASSWORD {sql.quote(verifier.decode())}"


def quoted(name: str) -> str:
    """As an identifier."""
    return '"' + name.replace('"', '""') + '"'


def is_enforced(engine: Engine) -> bool:
    """Whether the walls hold this engine's role: no superuser, no BYPASSRLS, no table its own. SQLite has no walls."""
    if engine.dialect.name != "postgresql":
        return False
    passes = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    owns = "SELECT count(*) FROM pg_tables WHERE tableowner = current_user AND schemaname = current_schema()"
    with engine.connect() as connection:
        return not connection.scalar(text(passes)) and not connection.scalar(text(owns))
