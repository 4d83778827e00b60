"""A backup by hand, or by a timer."""

from typing import Annotated

import typer

from api.backups.backup_run import make_backup
from api.backups.wal_backup import name_archived
from api.ballots.arrival_order import forget_arrival
from api.cli.context import at_work
from api.clock import system_clock
from api.problems.tree import NotAllowed


def backup(
    archived: Annotated[
        bool, typer.Option("--archived", help="Copy nothing: PostgreSQL archives its WAL, and has to have all of now.")
    ] = False,
) -> None:
    """Copy the database and the server's keys into a new folder, and open the copy once to see that it is whole."""
    with at_work() as (settings, engine):
        if archived:
            if settings.sqlite:
                raise NotAllowed("postgres-needed")
            number = name_archived(engine, system_clock)
            typer.echo(f"Cadangan {number}: semua sampai sekarang sudah diarsipkan.")
            return
        forget_arrival(engine)
        made = make_backup(settings, engine, system_clock)
        rows = sum(made.note.rows.values())
        typer.echo(f"Cadangan {made.note.number}: {made.folder}  ({rows} baris, sudah dibuka dan diperiksa)")
