"""The journal applied to a copy that was put back, before anybody is served from it. Applying it twice is like once.

All of it, in its order: which lines are younger than the copy no clock can say, since it may have been set meanwhile.
"""

from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, SQLModel, col

from api.access.rights_requests import RightsRequest
from api.backups.kept_boxes import kept_boxes
from api.changes.epoch import has_lived
from api.changes.feeds import follows_of, lock_home, store_counter
from api.changes.held import move_copies
from api.changes.tables import Feed, Follow
from api.db.journal_file import lines_of
from api.identity.memberships import Membership
from api.identity.people import Partner, Person, Unit
from api.identity.rescued_envelopes import RescuedEnvelope
from api.identity.tables import Enrolment, EnrolmentCode
from api.resources.whole_erasure import erase_whole
from api.visitors.tables import VisitorCode
from api.visitors.visitor_codes import OWN_CODES

TABLES: dict[str, type[SQLModel]] = {
    "enrolment": Enrolment, "follow": Follow, "feed": Feed, "membership": Membership, "person": Person,
    "rescued_envelope": RescuedEnvelope, "unit": Unit, "partner": Partner,
    "rights_request": RightsRequest,
}  # fmt: skip
KEYS = {
    "follow": ("home", "feed", "agent", "since"), "feed": ("home", "id"), "rescued_envelope": ("person", "name"),
    "rights_request": ("home", "id"),
}  # fmt: skip
MOMENTS = frozenset({
    "since", "until", "erased_at", "began_at", "ended_at", "made_at", "last_seen_at", "ends_at", "received_at",
    "created_at", "asked_at", "due_at", "answered_at",
})  # fmt: skip
# {table: {a column that names what must be there before: its table}}
RESTS_ON: dict[str, dict[str, type[SQLModel]]] = {
    "enrolment": {"person": Person}, "rescued_envelope": {"person": Person}, "feed": {"home": Unit},
    "rights_request": {"home": Unit},
    "membership": {"person": Person, "unit": Unit, "partner": Partner},
}  # fmt: skip
NEW_PERSON = '"table":"person","new":true'  # as it is written


def replay_journal(session: Session, file: Path) -> tuple[int, int]:
    """(applied, left out since the copy does not know whom they are about)."""
    for line in lines_of(file, about=NEW_PERSON):  # whose boxes come first of all
        apply_line(session, line)
    applied = [apply_line(session, line) for line in chain(kept_boxes(file), lines_of(file, about=""))]
    return sum(applied), len(applied) - sum(applied)


def void_codes(session: Session) -> None:
    """In the copy: those that may have been used since, or ended with who gave them, open nothing."""
    session.execute(delete(EnrolmentCode).where(col(EnrolmentCode.enrolment).is_(None)))
    session.execute(delete(VisitorCode).where(col(VisitorCode.purpose).in_(OWN_CODES)))


def apply_line(session: Session, line: dict[str, Any]) -> bool:
    """Whether the copy knows whom it is about. A phone, a follow, an erased case, a unit, an institution, a person or a
    role that it does not know is added: so what phones still hold of such a case meets its end, and not a case that is
    to be opened again."""
    name, new = line.pop("table"), line.pop("new", False)
    epochs = epochs_of(line)
    if epochs is not None and not has_lived(session, epochs):
        return False
    values = {key: moment(value) if key in MOMENTS else value for key, value in line.items()}
    row = session.get(TABLES[name], tuple(values[key] for key in KEYS.get(name, ("id",))))
    if row is None and not ((new or name in ("follow", "feed")) and knows(session, name, values)):
        return False
    if row is None and new and name == "follow" and follows(session, values):
        return False
    if row is None and name == "feed" and values["erased_at"] is None:
        return False
    if row is None and name == "feed":
        home, erased_at = values["home"], values["erased_at"]
        values |= {"unit": values.get("unit") or home, "opened_by": home, "opened_at": erased_at}
    if row is None:
        session.add(TABLES[name](**values))
    elif not new:
        lay_over(session, row, values)
        session.add(row)
    session.flush()
    if name == "follow":
        move_on(session, values)
    return True


def epochs_of(line: dict[str, Any]) -> list[str] | None:
    """Which the database of a new unit, institution or person had lived by then: a journal may be older than one that
    was begun anew beside it. All of them, since a copy that is put back twice knows nothing of the epoch between; a
    line of an older release names the last. None: of lines that show by themselves whom they are about."""
    last: str | None = line.pop("in_epoch", None)
    told: list[str] | None = line.pop("in_epochs", None)
    return told if last is None else [last]


def knows(session: Session, name: str, values: dict[str, Any]) -> bool:
    """What a row of this table rests on."""
    if name == "follow":
        return session.get(Feed, (values["home"], values["feed"])) is not None
    named = ((table, values[column]) for column, table in RESTS_ON.get(name, {}).items())
    return all(one is None or session.get(table, one) is not None for table, one in named)


def follows(session: Session, values: dict[str, Any]) -> bool:
    """She does: a line that ended it was lost, and two at once would never end together."""
    hers = follows_of(session, values["home"], values["agent"], [values["feed"]]).get(values["feed"])
    return hers is not None and hers.until is None


def lay_over(session: Session, row: SQLModel, values: dict[str, Any]) -> None:
    """Its last word; but a wipe is never softened, and of an erased case nothing stays."""
    if isinstance(row, Enrolment) and row.status == "wipe":
        return
    if isinstance(row, Feed):
        move_on_to(session, row, values.get("unit"))
        if row.erased_at is None and values["erased_at"] is not None:
            erase_whole(session, lock_home(session, row.home), row, values["erased_at"])
        return
    for key, value in values.items():
        setattr(row, key, value)


def move_on_to(session: Session, case: Feed, unit: str | None) -> None:
    """To the unit that was responsible for it; a line of an older release names none."""
    if unit is None or unit == case.unit or session.get(Unit, unit) is None:
        return
    move_copies(session, case, unit)
    case.unit = unit


def move_on(session: Session, follow: dict[str, Any]) -> None:
    """What begins or ends in this home from now is later, whatever the clock says: the newest follow counts."""
    locked = lock_home(session, follow["home"])
    locked.moment = max(filter(None, (locked.moment, follow["since"], follow.get("until"))))
    store_counter(session, locked)


def moment(text: str | None) -> datetime | None:
    """As it was written."""
    return datetime.fromisoformat(text) if text else None
