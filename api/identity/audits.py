"""Who opened, locked or wiped what: written in the same transaction as the deed."""

from sqlmodel import Session

from api.identity.people import now
from api.identity.tables import Audit
from api.ids import new_id


def note(session: Session, deed: str, about: str, *, by: str | None) -> None:
    """`by`: an agent's id, or None for the command line."""
    session.add(Audit(id=new_id(), at=now(), by=by, deed=deed, about=about))
