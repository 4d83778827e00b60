"""What every command begins with: settings, an engine, and refusals as sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import typer
from sqlalchemy import Engine

from api.db.engine import make_engine
from api.problems.tree import Invalid, Problem
from api.settings import Settings, read_settings


class Desk(NamedTuple):
    """Where an operator works."""

    settings: Settings
    engine: Engine


@contextmanager
def at_work() -> Iterator[Desk]:
    """A refusal becomes a sentence on stderr and exit code 1."""
    settings = read_settings()
    engine = make_engine(settings.operator_url)
    try:
        yield Desk(settings, engine)
    except Problem as problem:
        typer.echo(problem.detail, err=True)
        if isinstance(problem, Invalid):
            for fault in problem.members["errors"]:
                typer.echo(f"  {fault['pointer']}: {fault['detail']}", err=True)
        raise typer.Exit(1) from None
    finally:
        engine.dispose()
