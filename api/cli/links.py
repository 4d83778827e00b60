"""Identities of a provider, linked with people by an operator: nobody is let in because an address looks like hers."""

from typing import Annotated

import typer

from api.cli.context import at_work
from api.cli.users import Who
from api.clock import system_clock
from api.db.engine import writing
from api.identity.openid_links import link_identity, unlink_identity
from api.identity.provisioning import find_person
from api.problems.tree import NotFound


def link(
    who: Who,
    subject: Annotated[str, typer.Argument(help="What the provider calls her for ever: its `sub`.")],
    remove: Annotated[bool, typer.Option("--remove", help="Take the link away.")] = False,
) -> None:
    """Link an identity of the provider with a person, or take the link away. Written down."""
    with at_work() as (settings, engine):
        if not settings.openid_issuer:
            raise NotFound("openid-off")
        with writing(engine) as session:
            person = find_person(session, who)
            deed = unlink_identity if remove else link_identity
            deed(session, settings.openid_issuer, subject, person.id, now=system_clock())
            name = person.name
        typer.echo(f"{name}: {'tidak lagi dihubungkan' if remove else 'dihubungkan'}.")
