"""Runs migrations on the database of the settings, or on the engine's URL given by `alembic -x url=…`."""

from alembic import context

from api.access.row_security import raise_walls
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
    with engine.execution_options(pen=True).begin() as connection:
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            compare_type=True,
            render_item=plain,
            transaction_per_migration=False,
        )
        with context.begin_transaction():
            context.run_migrations()
            raise_walls(connection)
    engine.dispose()


run()
