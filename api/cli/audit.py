"""The audit from the command line: who did what, and who looked at which case. Of a case it tells the id alone."""

import json
from collections.abc import Iterator
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from api.access.read_log import ReadLog
from api.cli.context import at_work
from api.db.engine import reading
from api.identity.people import Partner, Person, Unit
from api.identity.provisioning import find_person
from api.identity.tables import Audit, Enrolment
from api.ids import is_id
from api.problems.tree import NotFound


def audit(
    last: Annotated[int, typer.Option(min=1, max=100_000, help="How many entries.")] = 50,
    who: Annotated[str | None, typer.Option(help="Only what this person did or what was done to her.")] = None,
    looks: Annotated[bool, typer.Option("--looks", help="Who of the offices looked at which cases, instead.")] = False,
    case: Annotated[str | None, typer.Option(help="Only looks at this case, by its id.")] = None,
) -> None:
    """Print the last entries, the newest last: when (UTC), who, what, to whom or to which phone."""
    with at_work() as (_, engine), reading(engine) as session:
        person = find_person(session, who).id if who is not None else None
        lines = looks_of(session, last, person, case) if looks or case else deeds_of(session, last, person)
        for line in reversed([*lines]):
            typer.echo(line)


def deeds_of(session: Session, last: int, person: str | None) -> Iterator[str]:
    """The newest first."""
    query = select(Audit).order_by(col(Audit.at).desc(), col(Audit.id).desc()).limit(last)
    if person is not None:
        theirs = col(Audit.about).in_(select(Enrolment.id).where(Enrolment.person == person))
        query = query.where((col(Audit.by) == person) | (col(Audit.about) == person) | theirs)
    for entry in session.exec(query):
        by = name_of(session, entry.by) if entry.by else "perintah"
        yield f"{entry.at:%Y-%m-%d %H:%M:%S}  {by:<24} {entry.action:<14} {name_of(session, entry.about)}"


def looks_of(session: Session, last: int, person: str | None, case: str | None) -> Iterator[str]:
    """The newest first: who, in which role, how and what; how many records of which cases. What a list was narrowed by
    is not told: a word that somebody sought may be a name."""
    query = select(ReadLog).order_by(col(ReadLog.at).desc(), col(ReadLog.id).desc()).limit(last)
    if case is not None:
        if not is_id(case):
            raise NotFound()
        query = query.where(col(ReadLog.feeds).contains(case))
    for entry in session.exec(query.where(ReadLog.agent == person) if person else query):
        by, cases = name_of(session, entry.agent), " ".join(json.loads(entry.feeds))
        what = f"{entry.role:<12} {entry.how:<8} {entry.kind:<20} {entry.count:>4}"
        yield f"{entry.at:%Y-%m-%d %H:%M:%S}  {by:<24} {what}  {cases}"


def name_of(session: Session, about: str) -> str:
    """Of a person, unit or institution; of a phone whose it is; else the id as it stands."""
    found = session.get(Person, about) or session.get(Unit, about) or session.get(Partner, about)
    if found is not None:
        return found.name
    phone = session.get(Enrolment, about)
    return f"HP {session.get_one(Person, phone.person).name} ({phone.fingerprint})" if phone else about
