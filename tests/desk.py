"""An operator before a machine: what she types, what it prints, what lies in the database afterwards."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from click.testing import Result
from sqlalchemy import text
from sqlmodel import Session
from typer.main import get_command
from typer.testing import CliRunner

from api.cli.main import pulih
from api.db.engine import make_engine, reading
from api.settings import Settings
from tests.engines import owners
from tests.environment import settings_from

# {word: command or group} that an operator may type.
COMMANDS: dict[str, Any] = get_command(pulih).commands  # type: ignore[attr-defined]  # a group, which types hide


class Desk:
    """`place`: a folder of her own; `url`: the database as the server has it."""

    def __init__(self, place: Path, url: str) -> None:
        self.place, self.url = place, url
        self.environ = {"PULIH_DATABASE_URL": url, "PULIH_OWNER_URL": owners(url), "PORT": "8000"}
        self.environ |= {"PULIH_KEYS_FILE": str(place / "keys.json"), "PULIH_DIST": str(place / "dist")}

    def type(self, *words: str, **more: str) -> Result:
        return CliRunner().invoke(pulih, list(words), env={**self.environ, **more}, catch_exceptions=True)

    def prints(self, *words: str, **more: str) -> str:
        result = self.type(*words, **more)
        assert result.exit_code == 0, result.output
        return result.output

    def settings(self) -> Settings:
        return settings_from(self.environ)

    def look(self) -> Iterator[Session]:
        engine = make_engine(owners(self.url))
        with reading(engine) as session:
            yield session
        engine.dispose()

    def planned_rows(self, table: str) -> float:
        """How many PostgreSQL's planner of queries was told of; -1: nothing yet."""
        query = text("SELECT reltuples FROM pg_class WHERE oid = to_regclass(:table)")
        [told] = [float(session.execute(query, {"table": table}).scalar_one()) for session in self.look()]
        return told
