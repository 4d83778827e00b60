"""The audit from the command line: who did what, and when. It names people and phones, never a client's record."""

from typing import Annotated

import typer
from sqlmodel import Session, col, select

from api.cli.context import at_work
from api.db.engine import reading
from api.identity.people import Partner, Person, Unit
from api.identity.provisioning import find_person
from api.identity.tables import Audit, Enrolment


def audit(
    last: Annotated[int, typer.Option(min=1, max=100_000, help="How many entries.")] = 50,
    who: Annotated[str | None, typer.Option(help="Only what this person did or what was done to her.")] = None,
) -> None:
    """Print the last entries, the newest last: when (UTC), who, what, to whom or to which phone."""
    query = select(Audit).order_by(col(Audit.at).desc(), col(Audit.id).desc()).limit(last)
    with at_work() as (_, engine), reading(engine) as session:
        if who is not None:
            person = find_person(session, who).id
            phones = select(Enrolment.id).where(Enrolment.person == person)
            theirs = col(Audit.about).in_(phones)
            query = query.where((col(Audit.by) == person) | (col(Audit.about) == person) | theirs)
        for entry in reversed(session.exec(query).all()):
            by = name_of(session, entry.by) if entry.by else "perintah"
            typer.echo(f"{entry.at:%Y-%m-%d %H:%M:%S}  {by:<24} {entry.action:<14} {name_of(session, entry.about)}")


def name_of(session: Session, about: str) -> str:
    """Of a person, unit or institution; of a phone whose it is; else the id as it stands."""
    found = session.get(Person, about) or session.get(Unit, about) or session.get(Partner, about)
    if found is not None:
        return found.name
    phone = session.get(Enrolment, about)
    return f"HP {session.get_one(Person, phone.person).name} ({phone.fingerprint})" if phone else about
