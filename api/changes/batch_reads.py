"""What a batch asks under its lock, in two statements written once: its cases, and all rows that it touches."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Select, Uuid, and_, bindparam, column, func, literal_column, null, select, union, union_all
from sqlmodel import Session

from api.actor import Actor
from api.changes.change_rows import CHANGE, FEED, FOLLOW, StoredChange
from api.changes.following import BELONGING
from api.changes.tables import ID, HeldChange
from api.db.among import IdList, WordList, among
from api.db.bulk import dashed, plain_id
from api.db.fixed import fixed
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


IDS = [place for place, name in enumerate(StoredChange._fields) if isinstance(CHANGE.c[name].type, Uuid)]
READ = [plain_id(CHANGE.c[name]) if at in IDS else CHANGE.c[name] for at, name in enumerate(StoredChange._fields)]


def told(why: str, *conditions: Any, whole: bool = True) -> Select[Any]:
    """Rows of `change` as StoredChange, behind what they were asked for. `whole`: with the body."""
    columns = READ if whole else [*READ[:-1], null()]
    return select(literal_column(f"'{why}'").label("why"), *columns).where(*conditions)


def id_alone(why: str, found: Any) -> Select[Any]:
    """An id where a row of `change` has its own, and nothing else."""
    alone = (plain_id(found) if name == "id" else null() for name in StoredChange._fields)
    return select(literal_column(f"'{why}'"), *alone)


def touched(elsewhere: Any) -> Any:
    """Known changes; the newest of the records named, and of those that rules look at; copies; ids taken elsewhere.

    By the record alone: on tables without statistics PostgreSQL would pick one of five indexes that begin with the
    home, and read the whole unit for each push. Nor by the kind, of which a unit has as many records as cases.
    """
    taken = elsewhere.subquery("taken")
    kinds = among(CHANGE.c.kind.concat(fixed("")), "kinds", of=WordList())
    return union_all(
        told("known", CHANGE.c.home == HOME, among(CHANGE.c.id, "known"), whole=False),
        told("newest", among(CHANGE.c.record, "records"), CHANGE.c.last),
        told("newest", CHANGE.c.home == HOME, among(CHANGE.c.feed, "looked_at"), CHANGE.c.last, kinds),
        id_alone("copies", HELD.c.id).where(HELD.c.home == HOME, among(HELD.c.id, "copies")),
        id_alone("elsewhere", taken.c.id).select_from(taken),
    )


class TouchedRows(NamedTuple):
    """`copies`, `elsewhere`: ids."""

    known: list[StoredChange]
    newest: list[StoredChange]
    copies: list[str]
    elsewhere: list[str]


TOUCHED = {name: touched(elsewhere) for name, elsewhere in ELSEWHERE.items()}


def rows_touched(session: Session, home: str, names: Mapping[str, Iterable[str]]) -> TouchedRows:
    """`names`: the lists that `touched` asks for."""
    found = TouchedRows([], [], [], [])
    statement = TOUCHED[session.get_bind().dialect.name]
    for why, *row in session.connection().execute(statement, {"home": home, **names}):
        for place in IDS:
            row[place] = row[place] and dashed(row[place])
        kept = StoredChange._make(row)
        getattr(found, why).append(kept if kept.home else kept.id)
    return found
