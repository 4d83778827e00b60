"""Who opened, locked or wiped what: written in the same transaction as the deed."""

from datetime import datetime

from sqlmodel import Session

from api.identity.tables import Audit
from api.ids import new_id


def record_audit(session: Session, action: str, about: str, *, by: str | None, now: datetime) -> None:
    """`by`: a person's id, or None for the command line."""
    session.add(Audit(id=new_id(), at=now, by=by, action=action, about=about))
