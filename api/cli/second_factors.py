"""The second factor of an office's account: whether there is one; and off, when phone and recovery codes are lost."""

from typing import Annotated

import typer

from api.cli.context import at_work
from api.cli.users import Who
from api.clock import system_clock
from api.db.engine import writing
from api.identity.factor_offers import drop_factor
from api.identity.provisioning import find_person
from api.identity.second_factors import SecondFactor


def second_factor(
    who: Who,
    remove: Annotated[bool, typer.Option("--remove", help="She sets up another one when she signs in.")] = False,
) -> None:
    """Tell whether an account has a second factor, or take it away after its loss. Written down."""
    with at_work() as (_, engine):
        with writing(engine) as session:
            person = find_person(session, who)
            there, told = session.get(SecondFactor, person.id), f"{person.name}: tanpa kode masuk."
            if there and not remove:
                left = len(there.recovery.split())
                told = f"{person.name}: kode masuk sejak {there.made_at:%Y-%m-%d}, kode cadangan tersisa {left}."
            if remove:
                drop_factor(session, person.id, now=system_clock())
        typer.echo(told)
