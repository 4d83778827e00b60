"""How the people of a unit are: one word of each a month, and a call to whoever leads the unit.

A word is kept without its author and read by nobody but her: its id is a keyed hash of her and the month, so that she
finds it again, her next word takes its place, and a month counts people. A call bears her name, since she wants that.
Each belongs to the server's month and day, so that nothing that comes late moves what was told.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from api import policies
from api.db.stated_scope import state
from api.identity.nonces import keyed
from api.identity.people import Person
from api.problems.tree import NotFound
from api.settings import Settings

WORD, CALL, PERSON = (SQLModel.metadata.tables[name] for name in ("team_word", "team_call", str(Person.__tablename__)))
PURPOSE = "team-care"
HEAVY = ("heavy", "too_heavy")
LOW = 2  # of five faces
KEPT = timedelta(days=400)
HEARD_KEPT = timedelta(days=30)


class CareWord(NamedTuple):
    """What somebody says of herself: `mood` 1 to 5; `load`; and what she wants whoever leads the unit to know."""

    mood: int
    load: str
    threatened: bool
    wants_talk: bool


class CareCounts(NamedTuple):
    """Of people. `heavy`, `low`: all but one stand for all too, or each of them would be known."""

    answered: int
    heavy: int
    low: int


def own_id(settings: Settings, person: str, what: str) -> str:
    """Which nobody works out who has the database alone."""
    return str(UUID(hex=keyed(settings, PURPOSE, f"{person} {what}")[:32], version=4))


def say_word(session: Session, settings: Settings, unit: str, person: str, today: date, said: CareWord) -> None:
    """In the place of what she said before in this month; with it what is too old goes."""
    state(session, {"home": unit})
    let_go(session, unit, today)
    month = f"{today:%Y-%m}"
    put(session, WORD, {"home": unit, "id": own_id(settings, person, month)},
        {"month": month, "mood": said.mood, "load": said.load})  # fmt: skip
    if said.threatened or said.wants_talk:
        call(session, unit, person, today, said)


def call(session: Session, unit: str, person: str, today: date, said: CareWord) -> None:
    """What waits to be heard stays beside what she calls for now, with its day. Its id stays as long as it says the
    same: neither what was added since somebody looked nor a new call is heard with what she saw."""
    before = own_call(session, unit, person)
    waits = before if before and before.heard_on is None else None
    threatened = said.threatened or bool(waits and waits.threatened)
    wants_talk = said.wants_talk or bool(waits and waits.wants_talk)
    if waits and (waits.threatened, waits.wants_talk) == (threatened, wants_talk):
        return
    session.execute(delete(CALL).where(CALL.c.home == unit, CALL.c.person == person))
    put(session, CALL, {"home": unit, "id": str(uuid4())},
        {"person": person, "threatened": threatened, "wants_talk": wants_talk,
         "asked_on": waits.asked_on if waits else today, "heard_on": None})  # fmt: skip


def put(session: Session, table: Any, key: dict[str, Any], values: dict[str, Any]) -> None:
    """One row under this key."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(table).values(**key, **values)
    session.connection().execute(row.on_conflict_do_update(index_elements=[*key], set_=values))


def let_go(session: Session, unit: str, today: date) -> None:
    """Of words of months long over, and of calls that were heard."""
    session.execute(delete(WORD).where(WORD.c.home == unit, WORD.c.month < f"{today - KEPT:%Y-%m}"))
    session.execute(delete(CALL).where(CALL.c.home == unit, CALL.c.heard_on < today - HEARD_KEPT))


def own_word(session: Session, settings: Settings, unit: str, person: str, month: str) -> Any:
    """What she said in this month; None where it was nothing."""
    state(session, {"home": unit})
    query = select(WORD).where(WORD.c.home == unit, WORD.c.id == own_id(settings, person, month))
    return session.connection().execute(query).first()


def own_call(session: Session, unit: str, person: str) -> Any:
    """Her newest; None where she never called, or it was heard long ago."""
    state(session, {"home": unit})
    query = select(CALL).where(CALL.c.home == unit, CALL.c.person == person)
    return session.connection().execute(query.order_by(CALL.c.asked_on.desc(), CALL.c.id)).first()


def counts_of(session: Session, settings: Settings, unit: str, reader: str, month: str) -> CareCounts | None:
    """Of a month that is over; nothing of fewer people than are told outside a unit. The reader's own word is not
    among them: less what she knows, it would be of one fewer."""
    heavy, low = (func.count().filter(one) for one in (WORD.c.load.in_(HEAVY), WORD.c.mood <= LOW))
    others = (WORD.c.home == unit, WORD.c.month == month, WORD.c.id != own_id(settings, reader, month))
    answered, *parts = session.connection().execute(select(func.count(), heavy, low).where(*others)).one()
    if answered < policies.report_definitions().least:
        return None
    return CareCounts(answered, *(min(part, answered - 1) for part in parts))


def calls_of(session: Session, unit: str) -> Sequence[Any]:
    """With the name of who calls: those that wait first, and of these who is threatened."""
    query = select(CALL, PERSON.c.name).join(PERSON, PERSON.c.id == CALL.c.person).where(CALL.c.home == unit)
    waits = CALL.c.heard_on.is_(None)
    rows = query.order_by(waits.desc(), CALL.c.threatened.desc(), CALL.c.asked_on, CALL.c.id)
    return session.connection().execute(rows).all()


def hear_call(session: Session, unit: str, one: str, today: date) -> None:
    """Whoever leads the unit was with her; said again it stays as it was. NotFound where this unit has none."""
    state(session, {"home": unit})
    here = (CALL.c.home == unit, CALL.c.id == one)
    if session.connection().execute(select(CALL.c.id).where(*here)).first() is None:
        raise NotFound("no-such-call")
    session.execute(update(CALL).where(*here, CALL.c.heard_on.is_(None)).values(heard_on=today))
