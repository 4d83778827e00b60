"""A backup by hand, or by a timer."""

import typer

from api.backups.backup_run import make_backup
from api.cli.context import at_work
from api.clock import system_clock


def backup() -> None:
    """Copy the database and the server's keys into a new folder, and open the copy once to see that it is whole."""
    with at_work() as (settings, engine):
        made = make_backup(settings, engine, system_clock)
        rows = sum(made.note.rows.values())
        typer.echo(f"Cadangan {made.note.number}: {made.folder}  ({rows} baris, sudah dibuka dan diperiksa)")
