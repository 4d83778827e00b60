"""The database brought to this release, and an empty one prepared."""

from typing import Annotated

import typer
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine
from sqlmodel import select

from api.access.policy_installation import allow_login
from api.cli.context import at_work
from api.clock import system_clock
from api.db.engine import make_engine, writing
from api.db.schema_heads import MIGRATIONS
from api.identity.audits import record_audit
from api.identity.people import Unit
from api.identity.provisioning import fresh_password, make_person, make_unit
from api.identity.server_epoch import ensure_epoch
from api.identity.server_keys import make_server_keys
from api.problems.tree import NotAllowed
from api.settings import Settings


def migrate(settings: Settings) -> None:
    """The schema to its newest state, as its owner; then the server's own role can sign in."""
    url = settings.operator_url
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    command.upgrade(config, "head")
    engine = make_engine(url)
    try:
        if settings.owner_url:
            allow_login(engine, settings.database_url)
        gather_statistics(engine)
    finally:
        engine.dispose()


def gather_statistics(engine: Engine) -> None:
    """PostgreSQL's planner reads a restored or freshly filled database whole for each list, as long as it knows nothing
    of it. SQLite's takes an index as it is, and would believe for ever what it was told of an almost empty database."""
    if engine.dialect.name != "postgresql":
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def migrate_schema() -> None:
    """Bring the database's schema to this release."""
    with at_work() as (settings, _):
        migrate(settings)


def init(
    unit: Annotated[str, typer.Option(help="Name of the first unit.")],
    village: Annotated[str, typer.Option(help="Its village, such as 33.22.01.2003.")],
    admin: Annotated[str, typer.Option(help="Name of the first admin.")],
    username: Annotated[str, typer.Option(help="Her user name.")] = "admin",
    timezone: Annotated[str | None, typer.Option(help="That of the unit's province when absent.")] = None,
) -> None:
    """Prepare an empty database: schema, server keys, first unit, first admin."""
    with at_work() as (settings, engine):
        migrate(settings)
        made, password = make_server_keys(settings.keys_file), fresh_password()
        with writing(engine) as session:
            if session.exec(select(Unit.id).limit(1)).first():
                raise NotAllowed("database-prepared")
            ensure_epoch(session, system_clock())
            first = make_unit(session, unit, village, timezone, now=system_clock()).id
            record_audit(session, "unit", first, by=None, now=system_clock())
            make_person(session, admin, "admin", username=username, password=password, now=system_clock())
        typer.echo(f"Unit: {first}  {unit}")
        typer.echo(f"Kunci server {'dibuat' if made else 'sudah ada'}: {settings.keys_file}; masukkan ke cadangan.")
        typer.echo(f"Admin: {username}, kata sandi {password}")
