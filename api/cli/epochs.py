"""The server's epoch from the command line: how an operator says that a backup was put back."""

import typer

from api.backups.journal_replay import replay_journal, void_codes
from api.backups.served_state import forget_served
from api.changes.epoch import new_epoch
from api.cli.context import at_work
from api.clock import system_clock
from api.db.engine import writing
from api.identity.audits import record_audit
from api.identity.server_epoch import ensure_epoch
from api.ids import new_id

epochs = typer.Typer(no_args_is_help=True, help="Epochs: show, new.")


@epochs.command("show")
def show_epoch() -> None:
    """Which epoch it is, and since when."""
    with at_work() as (_, engine):
        with writing(engine) as session:
            row = ensure_epoch(session, system_clock())
            told = f"{row.epoch}  {row.since.isoformat(timespec='seconds')}"
        typer.echo(told)


@epochs.command("new")
def begin_epoch() -> None:
    """After a database was put back by other means than `restore`: every phone hands in again what it has not yet."""
    with at_work() as (settings, engine):
        with writing(engine) as session:
            made = new_epoch(session, system_clock()).epoch
            applied, _ = replay_journal(session, settings.journal_file)
            void_codes(session)
            record_audit(session, "epoch", new_id(), by=None, now=system_clock())
        forget_served(settings)
        typer.echo(f"Dari jurnal {settings.journal_file}: {applied} diterapkan lagi.")
        typer.echo(f"Masa baru: {made}. HP menyerahkan kembali apa yang belum ada di cadangan.")
