"""A backup is put back: with the schema of this release, under a new epoch, and the walls laid again."""

from pathlib import Path
from typing import Annotated

import typer

from api.backups.backup_note import BackupCopy, read_copy
from api.backups.restoring import begin_again, put_back
from api.cli.context import in_words
from api.cli.migrate import migrate
from api.clock import system_clock
from api.db.engine import make_engine, writing
from api.settings import Settings, read_settings


def restore(
    backup: Annotated[Path, typer.Argument(help="The folder that `backup` named.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Keep what lies in the database under another name, and take its place.")
    ] = False,
) -> None:
    """Put a backup back into an empty database, while no server runs. Phones then hand in what it has not yet."""
    settings, now = read_settings(), system_clock()
    with in_words():
        copy = read_copy(backup)

        def finish(there: Settings) -> None:
            bring_up_to_date(there, copy)

        put_back(copy, settings, finish, replace=replace, now=now)
        typer.echo(f"Cadangan {copy.note.number} dari {copy.note.made_at:%Y-%m-%d %H:%M} UTC sudah dipulihkan.")
        typer.echo("Masa baru: HP menyerahkan kembali apa yang belum ada di cadangan.")


def bring_up_to_date(settings: Settings, copy: BackupCopy) -> None:
    """This release's schema, policies and statistics; then the new epoch."""
    migrate(settings)
    engine = make_engine(settings.operator_url)
    try:
        with writing(engine) as session:
            begin_again(session, copy, system_clock())
    finally:
        engine.dispose()
