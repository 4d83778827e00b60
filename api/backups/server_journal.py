"""What must not come back with an older copy of the database: a lock, a wipe, an ended follow, an erased case, a case
that moved to another unit, somebody who left. And new phones, whose keys nobody else has, who began to follow a case,
and units, institutions and people with their roles, under whose ids work lies on phones: no other proof of that is
left. One JSON line each, ids and times only, and of units, institutions and people what they are called and where they
are, in a file beside the keys. And what a client asked about her data, without her words: she has a right to an answer
within three days, and no phone holds it.
Sealed boxes that wait here lie beside it, a file each (`kept_boxes.py`).

It is collected as it is flushed and written once it is committed, by whatever session does it: nobody has to think of
it. `restore` applies all of it to the copy (`journal_replay.py`).
"""

import os
from collections.abc import Iterator
from functools import partial
from typing import Any

import orjson
from sqlalchemy import Engine, event, inspect
from sqlmodel import Session

from api.access.rights_requests import RightsRequest
from api.backups.kept_boxes import keep_box, write_through
from api.changes.epoch import epochs_lived
from api.changes.tables import Feed, Follow
from api.clock import OF_ENGINE, Clock, clock_of
from api.db.journal_file import OPTION
from api.identity.memberships import Membership
from api.identity.people import Partner, Person, Unit
from api.identity.rescued_envelopes import RescuedEnvelope
from api.identity.tables import Enrolment
from api.logs import log
from api.settings import Settings

HELD = "journal_lines"
# {table: (one of which must have changed, what is written of it)}
CHANGED: dict[type[Any], tuple[tuple[str, ...], tuple[str, ...]]] = {
    Enrolment: (("status",), ("id", "status")),
    Follow: (("until",), ("home", "feed", "agent", "since", "until", "reason")),
    Feed: (("erased_at", "unit"), ("home", "id", "erased_at", "unit")),
    Membership: (("ended_at",), ("id", "ended_at")),
    Person: (("active",), ("id", "active")),
    RightsRequest: (("answered_at",), ("home", "id", "answered_at", "answered_by", "outcome")),
    RescuedEnvelope: (("sealed",), ("person", "name", "sealed", "returned_to")),
}
ADDED: dict[type[Any], tuple[str, ...]] = {
    Follow: ("home", "feed", "agent", "since"),
    Enrolment: (
        "id", "person", "sign_key", "box_key", "fingerprint", "status", "gen", "mark", "epoch", "made_in",
        "handle_hash", "pinned", "renews", "made_at", "last_seen_at", "ends_at",
    ),
    RescuedEnvelope: ("person", "name", "enrolment", "sealed", "received_at"),
    Unit: ("id", "name", "village", "timezone", "created_at"),
    RightsRequest: ("home", "id", "feed", "right", "asked_at", "due_at"),
    Partner: ("id", "name", "kind", "village", "services", "requirements", "active"),
    Person: ("id", "name", "active", "created_at", "made_in"),
    Membership: ("id", "person", "role", "unit", "partner", "area", "began_at"),
}  # fmt: skip
# Which rest on nothing else that shows of which database they are.
OF_A_LIFE = (Unit, Partner, Person)


def keep_journal(engine: Engine, settings: Settings, clock: Clock) -> None:
    """From now on, of every session on this engine."""
    engine.update_execution_options(**{OPTION: settings.journal_file, OF_ENGINE: clock})


def lines_of(session: Session) -> Iterator[dict[str, Any]]:
    """Of what is being flushed."""
    for one in session.new:
        if told := ADDED.get(type(one)):
            line = {"table": one.__tablename__, "new": True, **{name: getattr(one, name) for name in told}}
            yield {**line, "in_epochs": epochs_lived(session)} if isinstance(one, OF_A_LIFE) else line
    for one in session.dirty:
        changed, told = CHANGED.get(type(one), ((), ()))
        if any(inspect(one).attrs[name].history.has_changes() for name in changed):
            yield {"table": one.__tablename__, **{name: getattr(one, name) for name in told}}


@event.listens_for(Session, "after_flush")
def collect(session: Session, _context: Any) -> None:
    """Kept until it is known whether it happened."""
    if OPTION in session.get_bind().get_execution_options():
        session.info.setdefault(HELD, []).extend(lines_of(session))


@event.listens_for(Session, "after_commit")
def write_down(session: Session) -> None:
    """It happened. A journal that takes no line is told to the operator, and undoes nothing."""
    if session.in_nested_transaction():
        return
    if not (lines := session.info.pop(HELD, None)):
        return
    options = session.get_bind().get_execution_options()
    now, file = clock_of(options)(), options[OPTION]
    # A line begins with an end of line too: one that was cut, by a full disk or a power cut, takes no other with it.
    # And ends with one: a release before, which only ends its own, may write behind ours.
    text = b"".join(b"\n" + orjson.dumps({"at": now, **line}) + b"\n" for line in lines if not line.get("sealed"))
    # Each by itself: no box keeps out what must not come back.
    boxes = (partial(keep_box, file, line) for line in lines if "sealed" in line)
    for write in (partial(write_through, file, os.O_APPEND, text), *boxes):
        try:
            write()
        except OSError:
            log.error("journal failed", exc_info=True)


@event.listens_for(Session, "after_rollback")
def forget(session: Session) -> None:
    """It did not happen."""
    session.info.pop(HELD, None)
