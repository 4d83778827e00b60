"""What a batch asks under its lock, in two statements written once: its cases, and all rows that it touches."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, and_, bindparam, column, func, literal_column, null, select, union, union_all
from sqlmodel import Session

from api.actor import Actor
from api.changes.change_rows import CHANGE, FEED, FOLLOW
from api.changes.following import BELONGING
from api.changes.tables import ID, HeldChange
from api.db.among import IdList, WordList, among
from api.identity.people import Unit

HELD, UNIT = HeldChange.metadata.tables["held_change"], Unit.metadata.tables["unit"]
HOME = bindparam("home", type_=ID)

HERS = and_(FOLLOW.c.home == FEED.c.home, FOLLOW.c.feed == FEED.c.id, FOLLOW.c.agent == bindparam("agent"))
MEMBER = and_(BELONGING.c.home == FEED.c.home, BELONGING.c.feed == FEED.c.id)
ASKED = (FEED.c.home == HOME, among(FEED.c.id, "cases"))
# Each feed, beside each of the author's follows of it, also ended ones; of papers of a unit, beside her memberships.
CASES = union_all(
    select(FEED, FOLLOW).select_from(FEED.outerjoin(FOLLOW, HERS)).where(*ASKED),
    select(FEED, BELONGING).select_from(FEED.join(BELONGING, MEMBER)).where(*ASKED),
)

# Ids under which another home keeps a record, or which are a unit's own. Row security hides other homes; this function
# of the owner tells of them which ids are taken, and no more.
ELSEWHERE: Mapping[str, Any] = {
    "postgresql": select(column("id", ID)).select_from(
        func.pulih_ids_elsewhere(HOME, bindparam("made", type_=IdList())).table_valued(column("id", ID))
    ),
    "sqlite": union(
        select(CHANGE.c.record.label("id")).where(among(CHANGE.c.record, "made"), CHANGE.c.home != HOME),
        select(UNIT.c.id).where(among(UNIT.c.id, "made")),
    ),
}


def asked_of_cases(home: str, actor: Actor, cases: Iterable[str]) -> dict[str, Any]:
    """For CASES."""
    return {"home": home, "agent": actor.id, "role": actor.role, "cases": cases}


def told(why: str, *conditions: Any) -> Select[Any]:
    """Rows of `change`, behind what they were asked for."""
    return select(literal_column(f"'{why}'").label("why"), CHANGE).where(*conditions)


def id_alone(why: str, found: Any) -> Select[Any]:
    """An id where a row of `change` has its own, and nothing else."""
    return select(literal_column(f"'{why}'"), *(found if one.name == "id" else null() for one in CHANGE.columns))


def touched(elsewhere: Any) -> Any:
    """Known changes; the newest of the records named, and of those that rules look at; copies; ids taken elsewhere.

    By the record alone: on tables without statistics PostgreSQL would pick one of five indexes that begin with the
    home, and read the whole unit for each push. Nor by the kind, of which a unit has as many records as cases.
    """
    taken = elsewhere.subquery("taken")
    kinds = among(CHANGE.c.kind.concat(""), "kinds", of=WordList())
    return union_all(
        told("known", CHANGE.c.home == HOME, among(CHANGE.c.id, "known")),
        told("newest", among(CHANGE.c.record, "records"), CHANGE.c.last),
        told("newest", CHANGE.c.home == HOME, among(CHANGE.c.feed, "looked_at"), CHANGE.c.last, kinds),
        id_alone("copy", HELD.c.id).where(HELD.c.home == HOME, among(HELD.c.id, "copies")),
        id_alone("elsewhere", taken.c.id).select_from(taken),
    )


TOUCHED = {name: touched(elsewhere) for name, elsewhere in ELSEWHERE.items()}


def rows_touched(session: Session, home: str, names: Mapping[str, Iterable[str]]) -> Mapping[str, Sequence[Any]]:
    """{why: rows of `change`}; of `copy` and `elsewhere` ids. `names`: the lists that `touched` asks for."""
    found: dict[str, list[Any]] = {"known": [], "newest": [], "copy": [], "elsewhere": []}
    statement = TOUCHED[session.get_bind().dialect.name]
    for why, *row in session.connection().execute(statement, {"home": home, **names}):
        found[why].append(row if row[0] else row[ID_AT])
    return found


ID_AT = [one.name for one in CHANGE.columns].index("id")
