"""Units from the command line."""

from typing import Annotated

import typer
from sqlmodel import col, select

from api.cli.context import at_work
from api.clock import system_clock
from api.db.engine import reading, writing
from api.identity.audits import record_audit
from api.identity.people import Unit
from api.identity.provisioning import make_unit
from api.ids import is_id
from api.problems.tree import NotFound

units = typer.Typer(no_args_is_help=True, help="Units: add, list, phrase.")

Village = Annotated[str, typer.Option(help="Village code, such as 33.22.01.2003.")]
Zone = Annotated[str | None, typer.Option(help="That of its province when absent.")]


@units.command("add")
def add_unit(name: str, village: Village, timezone: Zone = None) -> None:
    """Add a unit of one village."""
    with at_work() as (_, engine):
        with writing(engine) as session:
            made = make_unit(session, name, village, timezone, now=system_clock()).id
            record_audit(session, "unit", made, by=None, now=system_clock())
        typer.echo(f"{made}  {name}")


@units.command("list")
def list_units() -> None:
    """All units: id, village, name."""
    with at_work() as (_, engine), reading(engine) as session:
        for unit in session.exec(select(Unit).order_by(col(Unit.village))).all():
            typer.echo(f"{unit.id}  {unit.village}  {unit.name}")


@units.command("phrase")
def ask_phrase(
    unit: Annotated[str, typer.Argument(help="Id of the unit.")],
    off: Annotated[bool, typer.Option("--off", help="A PIN is enough again.")] = False,
) -> None:
    """Its people open their phones with a pass phrase: each is asked to make one after her next sync."""
    with at_work() as (_, engine):
        with writing(engine) as session:
            found = session.get(Unit, unit) if is_id(unit) else None
            if found is None:
                raise NotFound("unit-unknown")
            found.phrase = not off
            session.add(found)
            record_audit(session, "phrase-off" if off else "phrase", found.id, by=None, now=system_clock())
            name = found.name
        typer.echo(f"{name}: {'PIN' if off else 'kalimat sandi'}")
