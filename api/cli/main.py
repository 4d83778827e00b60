"""`pulih`: what an operator does. It enters by the same doors as everybody, and what it opens is written down."""

from typing import Annotated

import typer

from api import VERSION
from api.cli.audit import audit
from api.cli.backup import backup
from api.cli.clients import clients
from api.cli.describe import kinds, openapi, settings_table
from api.cli.epochs import epochs
from api.cli.keys import add_keys
from api.cli.links import link
from api.cli.migrate import init, migrate_schema
from api.cli.move_engine import move_to_postgres
from api.cli.numbers import numbers
from api.cli.partners import partners
from api.cli.policies import check_policies
from api.cli.rescue import rescue
from api.cli.restore import restore
from api.cli.second_factors import second_factor
from api.cli.serve import demo, serve
from api.cli.units import units
from api.cli.users import code, people, token

pulih = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)


def tell_version(asked: bool) -> None:
    """And nothing else."""
    if asked:
        typer.echo(VERSION)
        raise typer.Exit


@pulih.callback()
def begin(
    version: Annotated[bool, typer.Option("--version", callback=tell_version, is_eager=True, help="Tell it.")] = False,
) -> None:
    """What an operator does, from the environment's settings."""


for name, group in (
    ("user", people),
    ("unit", units),
    ("partner", partners),
    ("client", clients),
    ("epoch", epochs),
    ("numbers", numbers),
):
    pulih.add_typer(group, name=name)
for command in (init, serve, demo, openapi, kinds, token, code, audit, add_keys, backup, restore, rescue):
    pulih.command()(command)
people.command("link")(link)
people.command("second-factor")(second_factor)
pulih.command("migrate")(migrate_schema)
pulih.command("migrate-to-postgres")(move_to_postgres)
pulih.command("policy-check")(check_policies)
pulih.command("settings")(settings_table)
