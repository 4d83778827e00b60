"""The schema grows by migrations alone: from nothing to head, nothing left to write, back to nothing, and up again."""

from collections.abc import Iterator
from io import StringIO

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from api.db.engine import make_engine
from api.tables import METADATA
from tests.engines import ENGINES, HOUSE, drop_database, empty_database, owners

SCRIPTS = ScriptDirectory(HOUSE / "migrations")


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command reads all revisions anew, which takes three times as long as to take one step."""
    monkeypatch.setattr(ScriptDirectory, "from_config", lambda _: SCRIPTS)


class Ground:
    """A database without a table, and Alembic on it."""

    def __init__(self, url: str) -> None:
        self.config = Config(HOUSE / "alembic.ini", stdout=StringIO())
        self.config.set_main_option("script_location", str(HOUSE / "migrations"))
        self.config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
        self.engine: Engine = make_engine(url)

    def to(self, revision: str) -> set[str]:
        """The tables that stand there afterwards."""
        deed = command.downgrade if revision == "base" else command.upgrade
        deed(self.config, revision)
        return self.tables()

    def tables(self) -> set[str]:
        """But Alembic's own."""
        return set(inspect(self.engine).get_table_names()) - {"alembic_version"}

    def drawing(self) -> dict[str, object]:
        """Columns, keys and indexes of every table, as the database itself tells them."""
        seen = inspect(self.engine)
        return {
            table: (
                [(column["name"], str(column["type"]), column["nullable"]) for column in seen.get_columns(table)],
                seen.get_pk_constraint(table)["constrained_columns"],
                sorted((key["constrained_columns"], key["referred_table"]) for key in seen.get_foreign_keys(table)),
                sorted((str(index["name"]), index["column_names"]) for index in seen.get_indexes(table)),
            )
            for table in seen.get_table_names()
        }


@pytest.fixture(params=ENGINES)
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    url = owners(empty_database(request.param))
    made = Ground(url)
    yield made
    made.engine.dispose()
    drop_database(url)


def test_an_empty_database_gets_every_table_and_no_other(ground: Ground) -> None:
    assert ground.to("head") == set(METADATA.tables)


@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_no_table_waits_for_a_migration_that_nobody_wrote(ground: Ground) -> None:
    ground.to("head")
    command.check(ground.config)


def test_migrations_make_the_keys_that_the_tables_declare(ground: Ground) -> None:
    """`alembic check` does not compare primary keys, so the database is asked itself."""
    ground.to("head")
    seen = inspect(ground.engine)
    for name, table in METADATA.tables.items():
        assert seen.get_pk_constraint(name)["constrained_columns"] == [column.name for column in table.primary_key]
        declared = {tuple(key.column_keys) for key in table.foreign_key_constraints}
        assert {tuple(key["constrained_columns"]) for key in seen.get_foreign_keys(name)} == declared


@pytest.mark.whole
def test_down_to_nothing_and_up_again_is_the_same_house(ground: Ground) -> None:
    ground.to("head")
    before = ground.drawing()
    assert ground.to("base") == set()
    ground.to("head")
    assert ground.drawing() == before


@pytest.mark.whole
def test_every_step_goes_back_and_forth(ground: Ground) -> None:
    """Revision by revision; a downgrade that forgets something stops the next upgrade, which is on the way to the next
    revision."""
    before: set[str] = set()
    for step in reversed([step.revision for step in SCRIPTS.walk_revisions()]):
        stands = ground.to(step)
        command.downgrade(ground.config, "-1")
        assert ground.tables() == before, step
        before = stands
    assert ground.to("head") == before


def test_there_is_one_line_of_migrations() -> None:
    assert len(SCRIPTS.get_heads()) == 1
