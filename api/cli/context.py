"""What every command begins with: settings, an engine, and refusals as sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import typer
from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from api.backups.server_journal import keep_journal
from api.clock import system_clock
from api.db.engine import make_engine
from api.problems.tree import Problem
from api.settings import Settings, read_settings


class Desk(NamedTuple):
    """Where an operator works."""

    settings: Settings
    engine: Engine


@contextmanager
def at_work() -> Iterator[Desk]:
    """Refusals as sentences; what is printed inside is printed whatever becomes of it, so print afterwards."""
    settings = read_settings()
    with in_words():
        engine = make_engine(settings.operator_url)
        keep_journal(engine, settings, system_clock)
        try:
            yield Desk(settings, engine)
        finally:
            engine.dispose()


@contextmanager
def in_words() -> Iterator[None]:
    """What an operator can do something about is a sentence on stderr and exit code 1; a fault of ours is a fault."""
    try:
        yield
    except Problem as problem:
        faults = problem.members.get("errors", ())
        if all(fault["detail"] != problem.detail for fault in faults):
            typer.echo(problem.detail, err=True)
        for fault in faults:
            typer.echo(f"{fault['pointer']}: {fault['detail']}", err=True)
    except (DBAPIError, sqlite3.Error) as error:
        typer.echo(f"Basis data: {first_line(getattr(error, 'orig', error))}", err=True)
    except CommandError as error:
        typer.echo(f"Migrasi: {first_line(error)}", err=True)
    except UnicodeEncodeError:
        typer.echo("Ada huruf yang rusak di perintah ini: ditulis dalam UTF-8.", err=True)
    except OSError as error:
        typer.echo(f"{error.filename or 'Sistem'}: {error.strerror or first_line(error)}", err=True)
    else:
        return
    raise typer.Exit(1)


def first_line(error: BaseException | None) -> str:
    """The rest of a driver's complaint may quote rows."""
    return str(error).strip().partition("\n")[0]
