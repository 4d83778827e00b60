"""What offices answered over REST: as it was sent, and what became of it."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlmodel import col, select

from api.actor import Actor
from api.changes.tables import Change
from api.ids import new_id
from api.resources.records.commands import change_id

Json = Any
Holder = tuple[str, str]  # phone and case


class OfficeAnswer(NamedTuple):
    """`match`: the ETag under which its author had read the record. It may be sent twice, under one key."""

    who: str
    plural: str
    record: str
    sets: Json
    match: str
    key: str
    change: str


def made_by(who: str, person: str, plural: str, record: str, sets: Json, match: str) -> OfficeAnswer:
    """Under a key of its own, from which and the person the server makes its change's id."""
    key = new_id()
    change = change_id(key, Actor(person, who, "", None, None, None))
    return OfficeAnswer(who, plural, record, sets, match, key, change)


@dataclass
class AnswerBook:
    """`opened`: {(who, record): the ETag under which it was first read}; `sent`: in their order; `acknowledged`: with
    2xx, by change; `lost`: those of them that the restored database has not, and which phones had been told."""

    opened: dict[tuple[str, str], str] = field(default_factory=dict)
    sent: list[OfficeAnswer] = field(default_factory=list)
    acknowledged: dict[str, OfficeAnswer] = field(default_factory=dict)
    lost: dict[str, set[Holder]] = field(default_factory=dict)

    @property
    def standing(self) -> dict[str, OfficeAnswer]:
        """Those that the server must have."""
        return {change: one for change, one in self.acknowledged.items() if change not in self.lost}


def stored(session: Any, changes: Any) -> set[str]:
    """Which of these the server has."""
    return set(session.exec(select(Change.id).where(col(Change.id).in_(list(changes)))).all())
