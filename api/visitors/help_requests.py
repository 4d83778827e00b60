"""Asking for help without a name: who may take a request, who may answer it, and when it is deleted."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import delete, insert, or_, select, update
from sqlmodel import Session

from api.actor import Actor
from api.db.stated_scope import state
from api.identity.actors import table
from api.identity.enrolment_codes import code_of_attempt
from api.identity.nonces import keyed
from api.policies import journey
from api.problems.tree import NotAllowed, NotFound
from api.settings import Settings
from api.visitors.passing_counts import WHOLE
from api.visitors.tables import HelpRequest
from api.visitors.visitor_codes import find_visitor_code, keep_visitor_code

HELP = table(HelpRequest)
PURPOSE = "help-code"
LENGTH = WHOLE
KEPT = timedelta(days=90)
MOST = 200


class Asked(NamedTuple):
    """What somebody who asked goes home with."""

    code: str
    asked_on: date
    due_on: date


def ask_unit(
    session: Session,
    settings: Settings,
    unit: str,
    *,
    who: str,
    about: Sequence[str],
    reach: str,
    whereabouts: str | None,
    today: date,
    attempt: str,
) -> Asked:
    """Keeps it, once for each attempt, and lets go of the unit's requests whose time is over."""
    let_go(session, unit, today)
    due, until = today + timedelta(days=journey().help_answer_days), today + KEPT
    # Its id tells a second try from a stranger's, of whom the same code was made by chance: there are few.
    one = str(UUID(hex=keyed(settings, "help-id", f"{unit} {attempt}")[:32], version=4))
    for turn in count():
        code = code_of_attempt(settings, PURPOSE, f"{unit} {attempt} {turn}", LENGTH)
        if keep_visitor_code(session, settings, PURPOSE, code, home=unit, about=one, today=today, until=until):
            break
        found = find_visitor_code(session, settings, PURPOSE, code, today)
        if found and (found.home, found.about) == (unit, one):
            row = request_of(session, unit, one, today)
            return Asked(code, row.asked_on, row.due_on)
    kept = {"home": unit, "id": one, "who": who, "about": orjson.dumps(sorted(set(about))).decode(), "reach": reach,
            "whereabouts": whereabouts}  # fmt: skip
    session.connection().execute(insert(HELP).values(**kept, asked_on=today, due_on=due, until=until))
    return Asked(code, today, due)


def let_go(session: Session, unit: str, today: date) -> None:
    """Of what is deleted with its day."""
    state(session, {"home": unit})
    session.execute(delete(HELP).where(HELP.c.home == unit, HELP.c.until < today))


def any_over(session: Session, unit: str, today: date) -> bool:
    """Whether something is still there whose day is over."""
    state(session, {"home": unit})
    over = select(HELP.c.id).where(HELP.c.home == unit, HELP.c.until < today).limit(1)
    return session.connection().execute(over).first() is not None


def requests_of(session: Session, unit: str, today: date) -> Sequence[Any]:
    """Of this unit: those that wait for an answer, the longest first; then the answered, the newest first."""
    state(session, {"home": unit})
    waits = HELP.c.answered_on.is_(None)
    here = (HELP.c.home == unit, HELP.c.until >= today)
    query = select(HELP).where(*here).order_by(waits.desc(), HELP.c.answered_on.desc(), HELP.c.due_on)
    return session.connection().execute(query.order_by(HELP.c.id).limit(MOST)).all()


def request_of(session: Session, unit: str, one: str, today: date) -> Any:
    """NotFound where this unit has none of that id, or its day is over."""
    state(session, {"home": unit})
    here = (HELP.c.home == unit, HELP.c.id == one, HELP.c.until >= today)
    found = session.connection().execute(select(HELP).where(*here)).first()
    if found is None:
        raise NotFound("no-such-help-request")
    return found


def take_request(session: Session, actor: Actor, one: str, today: date) -> Any:
    """One person takes it; whoever leads the unit may take it over while it is not answered."""
    found = request_of(session, str(actor.unit), one, today)
    if found.taken_by == actor.id:
        return found
    if found.answered_on is not None:
        raise NotAllowed("help-answered")
    free = HELP.c.taken_by.is_(None)
    may = or_(free, HELP.c.answered_on.is_(None)) if actor.role == "coordinator" else free
    here = (HELP.c.home == actor.unit, HELP.c.id == one, may)
    taken = update(HELP).where(*here).values(taken_by=actor.id, taken_on=today)
    if session.connection().execute(taken).rowcount != 1:
        raise NotAllowed("help-taken")
    return request_of(session, str(actor.unit), one, today)


def answer_request(session: Session, actor: Actor, one: str, answer: str, today: date) -> Any:
    """By who took it, who may mend it later."""
    request_of(session, str(actor.unit), one, today)
    hers = (HELP.c.home == actor.unit, HELP.c.id == one, HELP.c.taken_by == actor.id)
    said = update(HELP).where(*hers).values(answer=answer, answered_on=today)
    if session.connection().execute(said).rowcount != 1:
        raise NotAllowed("help-not-taken")
    return request_of(session, str(actor.unit), one, today)
