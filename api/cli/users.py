"""People from the command line. Passwords are made here and shown once."""

import sys
from typing import Annotated

import typer
from sqlmodel import col, select

from api.cli.context import at_work
from api.db.engine import reading, writing
from api.identity.access_tokens import give_token
from api.identity.audits import note
from api.identity.enrolment_codes import make_code, shown
from api.identity.people import Agent, Partner, Unit
from api.identity.provisioning import find_person, fresh_password, make_agent, set_password
from api.problems.tree import NotAllowed, NotFound

people = typer.Typer(no_args_is_help=True, help="People: add, list, password, off.")

Who = Annotated[str, typer.Argument(help="Id, user name or whole name.")]


@people.command("add")
def add_person(
    name: Annotated[str, typer.Argument(help="Name, as colleagues see it.")],
    role: Annotated[str, typer.Option(help="agent, coordinator, partner or admin.")] = "agent",
    unit: Annotated[str | None, typer.Option(help="Id of the unit.")] = None,
    partner: Annotated[str | None, typer.Option(help="Id of the institution.")] = None,
    username: Annotated[str | None, typer.Option(help="For offices: gives a password.")] = None,
) -> None:
    """Add a person; prints a code for her phone, or the password of her office account."""
    with at_work() as (settings, engine), writing(engine) as session:
        for table, wanted in ((Unit, unit), (Partner, partner)):
            if wanted and session.get(table, wanted) is None:
                raise NotFound("Unit atau lembaga itu tidak ada.")
        password = fresh_password() if username else None
        agent = make_agent(session, name, role, unit=unit, partner=partner, username=username, password=password)
        session.flush()
        typer.echo(f"{agent.id}  {name}  {role}")
        if password:
            typer.echo(f"kata sandi: {password}")
        if role in ("agent", "coordinator"):
            typer.echo(f"kode HP: {shown(make_code(session, settings, agent.id))}  (24 jam)")


@people.command("list")
def list_people() -> None:
    """Everybody: id, role, active, name."""
    with at_work() as (_, engine), reading(engine) as session:
        for agent in session.exec(select(Agent).order_by(col(Agent.role), col(Agent.name))).all():
            typer.echo(f"{agent.id}  {agent.role:<12} {'aktif' if agent.active else 'nonaktif':<9} {agent.name}")


@people.command("password")
def new_password(who: Who, stdin: Annotated[bool, typer.Option(help="Read it from standard input.")] = False) -> None:
    """Give an office account a new password."""
    with at_work() as (_, engine), writing(engine) as session:
        agent = find_person(session, who)
        password = sys.stdin.readline().rstrip("\n") if stdin else fresh_password()
        set_password(agent, password)
        session.add(agent)
        note(session, "password", agent.id, by=None)
        if not stdin:
            typer.echo(f"kata sandi: {password}")


@people.command("off")
def switch_off(who: Who) -> None:
    """The account signs in no more; what she wrote stays."""
    with at_work() as (_, engine), writing(engine) as session:
        agent = find_person(session, who)
        agent.active = False
        session.add(agent)
        note(session, "off", agent.id, by=None)
        typer.echo(f"{agent.name} dinonaktifkan.")


def token(who: Who) -> None:
    """Print a token of ten minutes for a person. Written down; in production only for an admin."""
    with at_work() as (settings, engine):
        with writing(engine) as session:
            agent = find_person(session, who)
            if settings.production and agent.role != "admin":
                raise NotAllowed("Di server produksi token hanya dicetak untuk admin.")
            if not agent.active:
                raise NotAllowed("Akun ini tidak aktif.")
            note(session, "token", agent.id, by=None)
            named = agent.id
        typer.echo(give_token(settings, named))


def code(who: Who) -> None:
    """Print an enrolment code for a person's phone: once, within 24 hours."""
    with at_work() as (settings, engine), writing(engine) as session:
        agent = find_person(session, who)
        if not agent.active or agent.role not in ("agent", "coordinator"):
            raise NotAllowed("Hanya agen dan koordinator yang aktif memakai HP.")
        note(session, "code", agent.id, by=None)
        typer.echo(shown(make_code(session, settings, agent.id)))
