"""Runs migrations on the database of the settings, or on the engine's URL given by `alembic -x url=…`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine

from api.access.policy_installation import install_policies
from api.db.engine import make_engine
from api.db.utc import Moment
from api.settings import read_settings
from api.tables import METADATA


def url() -> str:
    """`-x url=`, the config's own, or the settings'."""
    given = context.get_x_argument(as_dictionary=True).get("url") or context.config.get_main_option("sqlalchemy.url")
    return given or read_settings().operator_url


def plain(kind: str, thing: object, _context: object) -> str | bool:
    """Migrations speak SQLAlchemy's own types, whatever becomes of ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Moment) else False


def run() -> None:
    """One transaction for all, so that a failed upgrade leaves nothing halfway."""
    engine = make_engine(url())
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def upgrade(engine: Engine) -> None:
    """Then the walls stand as this release's kinds declare."""
    with engine.connect().execution_options(immediate=True) as connection, keys_checked_at_the_end(connection):
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            compare_type=True,
            include_name=as_declared(connection),
            render_item=plain,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
            install_policies(connection)


# What PostgreSQL makes by itself where a table was cut into parts: the parts, and a key to each of them. (table, key)
DERIVED = """
    SELECT relname, NULL FROM pg_class WHERE relispartition
    UNION ALL SELECT relname, conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid WHERE conparentid <> 0
"""


def as_declared(connection: Connection) -> Callable[[str | None, str, Mapping[str, Any]], bool]:
    """Whether something in the database is to be compared with what is declared here."""
    postgres = connection.dialect.name == "postgresql"
    derived = {tuple(row) for row in connection.exec_driver_sql(DERIVED)} if postgres else set[Any]()

    def is_compared(name: str | None, kind: str, parents: Mapping[str, Any]) -> bool:
        return ((name, None) if kind == "table" else (parents.get("table_name"), name)) not in derived

    return is_compared


@contextmanager
def keys_checked_at_the_end(connection: Connection) -> Iterator[None]:
    """One transaction. SQLite builds a changed table anew, and dropping the old one would break every key to it."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")  # means nothing once a transaction runs
    with connection.begin():
        yield
        if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            raise RuntimeError(f"rows that refer to nothing: {broken[:5]}")


run()
