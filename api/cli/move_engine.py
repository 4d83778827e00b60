"""From SQLite to PostgreSQL, once."""

from pathlib import Path
from typing import Annotated

import typer

from api.backups.engine_move import move_rows
from api.cli.context import at_work
from api.cli.migrate import gather_statistics, migrate
from api.clock import system_clock
from api.problems.tree import NotAllowed


def move_to_postgres(file: Annotated[Path, typer.Argument(help="The SQLite file that was served until now.")]) -> None:
    """Move everything of an SQLite file into the empty PostgreSQL of the settings, while no server runs."""
    with at_work() as (settings, engine):
        if settings.sqlite:
            raise NotAllowed("postgres-needed")
        migrate(settings)
        moved = move_rows(file, engine, system_clock())
        gather_statistics(engine)
        typer.echo(f"{moved} baris pindah. Berkas lama disimpan dengan nama lain. Masa baru: HP memuat lagi isinya.")
