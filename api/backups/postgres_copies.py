"""A copy of a PostgreSQL database by `pg_dump`: of one snapshot, opened once, and laid in one transaction.

Roles, rights and policies are left out when it is laid: another cluster has other roles. `migrate` makes them again
from the kinds' declarations. So is the epoch: until a restore is finished there is none, and nobody can be served.
"""

import re
import tempfile
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from api.access.policy_installation import quoted
from api.backups.backup_note import BackupCopy
from api.backups.postgres_programs import lines_of, must_fit, run
from api.backups.table_counts import Snapshot, fits
from api.db.schema_heads import heads_of
from api.problems.tree import NotAllowed

# A dump's list of contents: number; two more; what it is, where, and of what.
LEFT_OUT = re.compile(
    r"\d+; \d+ \d+ (POLICY|ROW SECURITY|ACL|DEFAULT ACL|SCHEMA|EXTENSION|TABLE DATA \S+ epoch_state) "
)
BEGINS = re.compile(rb'COPY \S+?\."?(\w+)"? \(')


def copy_postgres(engine: Engine, url: str, into: Path) -> Snapshot:
    """Rows are counted in the snapshot that is dumped. The owner is bound by its own policies, which show all."""
    snapshots = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with snapshots.connect() as connection:
        counted = Snapshot(version_of(connection), heads_of(connection), count(connection))
        must_fit("pg_dump", counted.program)
        named = connection.scalar(text("SELECT pg_export_snapshot()"))
        options = ("--enable-row-security", "--format=custom", f"--snapshot={named}", f"--file={into}")
        run("pg_dump", url, *options, "--schema=public")
    return counted


def version_of(connection: Connection) -> int:
    """The server's major version."""
    return int(connection.scalar(text("SELECT current_setting('server_version_num')::int / 10000")) or 0)


def count(connection: Connection) -> dict[str, int]:
    """{table: its rows}. One that is cut into parts holds none itself, and a dump has its parts."""
    of_rows = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    names = sorted(connection.scalars(text(of_rows)))
    return {name: int(connection.scalar(text(f"SELECT count(*) FROM {quoted(name)}")) or 0) for name in names}


def prove_postgres(copy: BackupCopy) -> None:
    """The whole dump is unpacked and its rows are counted; NotAllowed where it does not hold what its note says."""
    must_fit("pg_restore", copy.note.program)
    rows: dict[str, int] = {}
    heads: set[str] = set()
    table: str | None = None
    with lines_of("pg_restore", "", "--data-only", "--file=-", str(copy.database)) as lines:
        for line in lines:
            if table is None:
                begins = BEGINS.match(line)
                table = begins[1].decode() if begins else None
                rows |= {table: 0} if table else {}
            elif line == b"\\.\n":
                table = None
            else:
                rows[table] += 1
                heads |= {line.decode().strip()} if table == "alembic_version" else set()
    if not fits(copy, frozenset(heads), rows):
        raise NotAllowed("backup-damaged", values={"file": copy.database})


def lay_postgres(copy: BackupCopy, url: str) -> None:
    """All of it or nothing."""
    contents = run("pg_restore", "", "--list", str(copy.database)).splitlines()
    with tempfile.NamedTemporaryFile("w", suffix=".list") as wanted:
        wanted.write("\n".join(line for line in contents if not LEFT_OUT.match(line)))
        wanted.flush()
        options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
        run("pg_restore", url, *options, f"--use-list={wanted.name}", str(copy.database))


def is_bare(engine: Engine) -> bool:
    """No table lies in it."""
    with engine.connect() as connection:
        return not inspect(connection).get_table_names()


def set_schema_aside(engine: Engine, name: str) -> None:
    """What lay there gets another name, for who wants it back; NotAllowed while anybody works in it."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with engine.begin() as connection:
        if connection.scalar(text(others)):
            raise NotAllowed("server-running")
        connection.exec_driver_sql(f"ALTER SCHEMA public RENAME TO {quoted(name)}")
        connection.exec_driver_sql("CREATE SCHEMA public")
        connection.exec_driver_sql("GRANT USAGE ON SCHEMA public TO PUBLIC")


def put_schema_back(engine: Engine, name: str) -> None:
    """As it was before `set_schema_aside`."""
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql(f"ALTER SCHEMA {quoted(name)} RENAME TO public")
