"""Counts of units by quarter, and how far each unit has come: brought up to date or made anew; nobody reads what is
counted."""

import typer

from api.cli.context import at_work
from api.clock import system_clock
from api.numbers.telling import tell_due
from api.numbers.unit_quarters import keep_all_up
from api.numbers.unit_standings import keep_standings_up

numbers = typer.Typer(no_args_is_help=True, help="Counts of units by quarter.")


@numbers.command("keep-up")
def keep_numbers_up() -> None:
    """Tell offices of a quarter that is over, for which what changed is counted first, and see how far each unit has
    come. For a timer, once a day."""
    with at_work() as (_, engine):
        now = system_clock()
        told, moved = tell_due(engine, now), keep_standings_up(engine, now)
    typer.echo(f"Angka yang diberitahukan ke kantor: {told}; unit yang keadaannya berubah: {moved}.")


@numbers.command("rebuild")
def rebuild_numbers() -> None:
    """Count every quarter of every unit anew: it comes to what stood there, unless rows were mended by hand."""
    with at_work() as (_, engine):
        told = keep_all_up(engine, system_clock(), anew=True)
        keep_standings_up(engine, system_clock(), anew=True)
    typer.echo(f"Unit yang dihitung ulang: {told}.")
