"""Counts of units by month, brought up to date or made anew; what it counts, nobody reads."""

import typer

from api.cli.context import at_work
from api.clock import system_clock
from api.numbers.telling import tell_due
from api.numbers.unit_months import keep_all_up

numbers = typer.Typer(no_args_is_help=True, help="Counts of units by month.")


@numbers.command("keep-up")
def keep_numbers_up() -> None:
    """Count what changed, and tell offices of a quarter that is over. For a timer, once a day."""
    with at_work() as (_, engine):
        told = keep_all_up(engine, system_clock()), tell_due(engine, system_clock())
    typer.echo(f"{told[0]} {told[1]}")


@numbers.command("rebuild")
def rebuild_numbers() -> None:
    """Count every month of every unit anew: it comes to what stood there, unless rows were mended by hand."""
    with at_work() as (_, engine):
        told = keep_all_up(engine, system_clock(), anew=True)
    typer.echo(told)
