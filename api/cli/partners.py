"""Institutions from the command line."""

from typing import Annotated, get_args

import typer
from sqlmodel import col, select

from api.cli.context import at_work
from api.cli.units import Village
from api.clock import system_clock
from api.db.engine import reading, writing
from api.identity.audits import record_audit
from api.identity.institutions import edit_partner, find_partner, retire_partner
from api.identity.people import Partner
from api.identity.provisioning import INSTITUTION_KINDS, make_partner
from api.records.referral_parts import Requirement

partners = typer.Typer(no_args_is_help=True, help="Partner institutions: add, list, edit, retire.")

Which = Annotated[str, typer.Argument(help="Id or whole name.")]
Kind = Annotated[str, typer.Option(help=f"{', '.join(INSTITUTION_KINDS[:-1])} or {INSTITUTION_KINDS[-1]}.")]
Services = Annotated[list[str] | None, typer.Option(help="Repeat for each.")]


def known_ones(given: list[str] | None) -> list[str] | None:
    """Those of a referral's `requirements`, no others."""
    if strange := set(given or ()) - set(get_args(Requirement)):
        raise typer.BadParameter(f"{', '.join(sorted(strange))}: {', '.join(get_args(Requirement))}")
    return given


Requirements = Annotated[
    list[str] | None, typer.Option("--requirement", help="What to bring there.", callback=known_ones)
]


@partners.command("add")
def add_partner(
    name: str, village: Village, kind: Kind = "puskesmas", service: Services = None, requirement: Requirements = None
) -> None:
    """Add an institution to which clients are referred."""
    with at_work() as (_, engine):
        with writing(engine) as session:
            made = make_partner(session, name, kind, village, service or [], requirements=requirement or []).id
            record_audit(session, "partner", made, by=None, now=system_clock())
        typer.echo(f"{made}  {name}")


@partners.command("list")
def list_partners() -> None:
    """All institutions: id, kind, whether clients are still referred there, name."""
    with at_work() as (_, engine), reading(engine) as session:
        for partner in session.exec(select(Partner).order_by(col(Partner.name))).all():
            told = "aktif" if partner.active else "nonaktif"
            typer.echo(f"{partner.id}  {partner.kind:<12} {told:<9} {partner.name}")


@partners.command("edit")
def change_partner(
    which: Which,
    name: Annotated[str | None, typer.Option(help="Its new name.")] = None,
    village: Annotated[str | None, typer.Option(help="Village code, such as 33.22.01.2003.")] = None,
    kind: Annotated[str | None, typer.Option(help="As in add.")] = None,
    service: Annotated[list[str] | None, typer.Option(help="Repeat for each; together they replace the old.")] = None,
    requirement: Requirements = None,
) -> None:
    """Change what is named; the rest stays. Referrals made before stay with it."""
    with at_work() as (_, engine):
        with writing(engine) as session:
            found = find_partner(session, which)
            lists = {"services": service, "requirements": requirement}
            edit_partner(session, found, name=name, village=village, kind=kind, now=system_clock(), **lists)
            told = f"{found.id}  {found.name}"
        typer.echo(told)


@partners.command("retire")
def retire(
    which: Which, back: Annotated[bool, typer.Option("--back", help="It takes referrals again.")] = False
) -> None:
    """No phone offers it for new referrals; those it has go on, and its people still sign in."""
    with at_work() as (_, engine):
        with writing(engine) as session:
            found = find_partner(session, which)
            retire_partner(session, found, back=back, now=system_clock())
            told = f"{found.name}: {'aktif' if back else 'nonaktif'}"
        typer.echo(told)
