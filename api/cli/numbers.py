"""Counts of units by quarter, and how far each unit has come: brought up to date or made anew; nobody reads what is
counted. A unit that cannot be counted is told, and stops no other."""

import typer

from api.cli.context import at_work
from api.clock import system_clock
from api.logs import own_lines
from api.numbers.telling import tell_due
from api.numbers.unit_faults import UnitFaults
from api.numbers.unit_quarters import keep_all_up
from api.numbers.unit_standings import keep_standings_up, note_whole_night

numbers = typer.Typer(no_args_is_help=True, help="Counts of units by quarter.")


@numbers.command("keep-up")
def keep_numbers_up() -> None:
    """Tell offices of a quarter that is over, for which what changed is counted first, and see how far each unit has
    come. For a timer, once a day."""
    quarters, standings = UnitFaults(), UnitFaults()
    with at_work() as (_, engine), own_lines():
        now = system_clock()
        told, moved = tell_due(engine, now, quarters), keep_standings_up(engine, now, faults=standings)
        if not quarters | standings:
            note_whole_night(engine, now)
    typer.echo(f"Angka yang diberitahukan ke kantor: {told}; unit yang keadaannya berubah: {moved}.")
    tell_uncounted(quarters | standings)


@numbers.command("rebuild")
def rebuild_numbers() -> None:
    """Count every quarter of every unit anew: it comes to what stood there, unless rows were mended by hand."""
    quarters, standings = UnitFaults(), UnitFaults()
    with at_work() as (_, engine), own_lines():
        told = keep_all_up(engine, system_clock(), anew=True, faults=quarters)
        keep_standings_up(engine, system_clock(), anew=True, faults=standings)
    typer.echo(f"Unit yang dihitung ulang: {told}.")
    tell_uncounted(quarters | standings)


def tell_uncounted(faults: dict[str, str]) -> None:
    """A sentence for each on stderr, and exit code 1: whoever runs the timer hears of it."""
    for unit, fault in sorted(faults.items()):
        typer.echo(f"Unit {unit} tidak dapat dihitung ({fault}); angkanya yang terakhir tetap berlaku.", err=True)
    if faults:
        raise typer.Exit(1)
