"""A backup is put back: with the schema of this release, under a new epoch, and the walls laid again."""

from pathlib import Path
from typing import Annotated

import typer

from api.backups.backup_note import BackupCopy, read_copy
from api.backups.restoring import begin_again, put_back
from api.backups.served_state import forget_served
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

        told: list[tuple[int, int]] = []

        def finish(there: Settings) -> None:
            told.append(bring_up_to_date(there, copy))

        put_back(copy, settings, finish, replace=replace, now=now)
        forget_served(settings)
        [(applied, unknown)] = told
        typer.echo(f"Cadangan {copy.note.number} dari {copy.note.made_at:%Y-%m-%d %H:%M} UTC sudah dipulihkan.")
        typer.echo(f"Dari jurnal {settings.journal_file}: {applied} diterapkan lagi, {unknown} tidak dikenal cadangan.")
        typer.echo("Masa baru: HP menyerahkan kembali apa yang belum ada di cadangan.")


def bring_up_to_date(settings: Settings, copy: BackupCopy) -> tuple[int, int]:
    """This release's schema, policies and statistics; then the new epoch and the journal."""
    migrate(settings)
    engine = make_engine(settings.operator_url)
    try:
        with writing(engine) as session:
            return begin_again(session, copy, settings.journal_file, system_clock())
    finally:
        engine.dispose()
