"""People from the command line. Passwords are made here and shown once."""

import sys
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from api.changes.leaving_unit import end_accompanying
from api.changes.unit_feeds import tell_papers_again
from api.cli.context import at_work
from api.clock import system_clock
from api.db.engine import reading, writing
from api.identity.access_tokens import give_token
from api.identity.audits import record_audit
from api.identity.credentials import password_of
from api.identity.enrolment_codes import make_code, shown
from api.identity.memberships import IN_UNITS, ON_PHONES, ROLES, Membership, memberships_of, works_on_phone
from api.identity.people import Partner, Person, Unit
from api.identity.provisioning import add_account, find_person, fresh_password, make_person, set_password
from api.identity.roles import add_role, end_role
from api.ids import is_id
from api.problems.tree import NotAllowed, NotFound

people = typer.Typer(no_args_is_help=True, help="People: add, role, leave, list, password, off, on.")

Who = Annotated[str, typer.Argument(help="Id, user name or whole name.")]
RoleName = Annotated[str, typer.Option(help=f"{', '.join(ROLES[:-1])} or {ROLES[-1]}.")]
InUnit = Annotated[str | None, typer.Option(help="Id of the unit.")]
InPartner = Annotated[str | None, typer.Option(help="Id of the institution.")]
InArea = Annotated[str | None, typer.Option(help="Code of a province, district or village: 33, 33.22, 33.22.01.2001.")]


@people.command("add")
def add_person(
    name: Annotated[str, typer.Argument(help="Name, as colleagues see it.")],
    role: RoleName = "agent",
    unit: InUnit = None,
    partner: InPartner = None,
    area: InArea = None,
    username: Annotated[str | None, typer.Option(help="For offices: gives a password.")] = None,
) -> None:
    """Add a person; prints a code for her phone, or the password of her office account."""
    with at_work() as (settings, engine):
        with writing(engine) as session:
            must_be_there(session, unit, partner)
            password = fresh_password() if username else None
            where, account = (
                {"unit": unit, "partner": partner, "area": area},
                {"username": username, "password": password},
            )
            person = make_person(session, name, role, **where, **account, now=system_clock())
            session.flush()
            told = [f"{person.id}  {name}  {role}", *([f"kata sandi: {password}"] if password else [])]
            if role in ON_PHONES:
                code = make_code(session, settings, person.id, now=system_clock())
                told.append(f"kode HP: {shown(code)}  (24 jam)")
        typer.echo("\n".join(told))


def must_be_there(session: Session, unit: str | None, partner: str | None) -> None:
    """Units and institutions are named by id."""
    for table, wanted in ((Unit, unit), (Partner, partner)):
        if wanted and (not is_id(wanted) or session.get(table, wanted) is None):
            raise NotFound("no-such-place")


@people.command("role")
def give_role(who: Who, role: RoleName, unit: InUnit = None, partner: InPartner = None, area: InArea = None) -> None:
    """Give a person one more role. An officer who moves gets the new area first, then leaves the old one."""
    with at_work() as (_, engine):
        with writing(engine) as session:
            must_be_there(session, unit, partner)
            person, now = find_person(session, who), system_clock()
            add_role(session, person, role, unit=unit, partner=partner, area=area, now=now)
            record_audit(session, "role", person.id, by=None, now=now)
            session.flush()
            if unit and role in IN_UNITS:
                tell_papers_again(session, unit)
            name = person.name
        typer.echo(f"{name}  {role}")


@people.command("leave")
def end_a_role(who: Who, role: RoleName, unit: InUnit = None, partner: InPartner = None, area: InArea = None) -> None:
    """End a role of a person: she follows nothing by it any more, and without another one her phones sign in no more.
    Cases of the unit that she accompanies are better handed over before: from now she follows none of them."""
    with at_work() as (_, engine):
        with writing(engine) as session:
            person, now = find_person(session, who), system_clock()
            if role == "admin" and person.active and admins_but(session, person.id) == 0:
                raise NotAllowed("last-admin")
            left = end_role(session, person, role, unit or partner or area, now=now)
            session.flush()
            alone = end_accompanying(session, person.id, left, now) if left else 0
            record_audit(session, "left", person.id, by=None, now=now)
            name = person.name
        typer.echo(f"{name}  {role}: selesai" + (f"; klien yang tidak lagi ia dampingi: {alone}" if alone else ""))


@people.command("list")
def list_people() -> None:
    """Everybody: id, role, active, name; a line for each role."""
    query = select(Person, Membership.role).join(Membership, col(Membership.person) == Person.id)
    query = query.where(col(Membership.ended_at).is_(None)).order_by(col(Membership.role), col(Person.name))
    with at_work() as (_, engine), reading(engine) as session:
        for person, role in session.exec(query).all():
            typer.echo(f"{person.id}  {role:<12} {'aktif' if person.active else 'nonaktif':<9} {person.name}")


@people.command("password")
def new_password(
    who: Who,
    stdin: Annotated[bool, typer.Option(help="Read it from standard input.")] = False,
    username: Annotated[str | None, typer.Option(help="For whom a restore left without an account.")] = None,
) -> None:
    """Give an office account a new password."""
    with at_work() as (_, engine):
        with writing(engine) as session:
            person = find_person(session, who)
            password = sys.stdin.readline().rstrip("\n") if stdin else fresh_password()
            if username and password_of(session, person.id) is None:
                add_account(session, person, username, None, now=system_clock())
            set_password(session, person.id, password)
            record_audit(session, "password", person.id, by=None, now=system_clock())
        if not stdin:
            typer.echo(f"kata sandi: {password}")


@people.command("off")
def switch_off(who: Who) -> None:
    """The account signs in no more; what she wrote stays. `on` takes it back."""
    switch(who, active=False)


@people.command("on")
def switch_on(who: Who) -> None:
    """The account signs in again; her phones stay as they were."""
    switch(who, active=True)


def switch(who: str, *, active: bool) -> None:
    """Never the last admin off: nobody would be left to let others in."""
    with at_work() as (_, engine):
        with writing(engine) as session:
            person = find_person(session, who)
            if not active and admins_but(session, person.id) == 0:
                raise NotAllowed("last-admin")
            person.active = active
            session.add(person)
            record_audit(session, "on" if active else "off", person.id, by=None, now=system_clock())
            name = person.name
        typer.echo(f"{name} {'diaktifkan' if active else 'dinonaktifkan'}.")


def admins_but(session: Session, person: str) -> int | None:
    """How many other admins are active; None where she is none."""
    now = (col(Membership.role) == "admin", col(Membership.ended_at).is_(None), col(Person.active))
    query = select(Person.id).join(Membership, col(Membership.person) == Person.id).where(*now).distinct()
    admins = set(session.exec(query).all())
    return len(admins - {person}) if person in admins else None


def token(who: Who) -> None:
    """Print a token of ten minutes for a person. Written down; in production only for an admin."""
    with at_work() as (settings, engine):
        with writing(engine) as session:
            person = find_person(session, who)
            roles = {one.role for one in memberships_of(session, person.id)}
            if settings.production and "admin" not in roles:
                raise NotAllowed("token-for-admins")
            if not person.active or not roles:
                raise NotAllowed("account-ended")
            record_audit(session, "token", person.id, by=None, now=system_clock())
            named = person.id
        typer.echo(give_token(settings, named, now=system_clock(), ways=("operator",)))


def code(who: Who) -> None:
    """Print an enrolment code for a person's phone: once, within 24 hours."""
    with at_work() as (settings, engine):
        with writing(engine) as session:
            person = find_person(session, who)
            if not works_on_phone(session, person.id):
                raise NotAllowed("works-on-no-phone")
            record_audit(session, "code", person.id, by=None, now=system_clock())
            made = make_code(session, settings, person.id, now=system_clock())
        typer.echo(shown(made))
