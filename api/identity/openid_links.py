"""Which identity of a provider is whose. Only an operator says so."""

from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, select

from api.identity.audits import record_audit
from api.identity.credentials import Credential
from api.identity.memberships import memberships_of
from api.ids import new_id
from api.problems.tree import NotAllowed

KIND = "openid"


def link_name(issuer: str, subject: str) -> str:
    """Kept is a hash: what a provider calls somebody is nobody's business here."""
    return sha256(f"{issuer}\n{subject}".encode()).hexdigest()


def linked(session: Session, issuer: str, subject: str) -> Credential | None:
    """The link of this identity."""
    name = link_name(issuer, subject)
    return session.exec(select(Credential).where(Credential.kind == KIND, Credential.name == name)).first()


def link_identity(session: Session, issuer: str, subject: str, person: str, *, now: datetime) -> None:
    """One identity is one person's; said again, it is so already."""
    if all(one.role == "agent" for one in memberships_of(session, person)):
        raise NotAllowed("no-office-account")
    there = linked(session, issuer, subject)
    if there and there.person != person:
        raise NotAllowed("openid-linked")
    if there is None:
        name = link_name(issuer, subject)
        session.add(Credential(id=new_id(), person=person, kind=KIND, name=name, made_at=now))
        record_audit(session, "link", person, by=None, now=now)


def unlink_identity(session: Session, issuer: str, subject: str, person: str, *, now: datetime) -> None:
    """It lets nobody in any more."""
    there = linked(session, issuer, subject)
    if there is None or there.person != person:
        raise NotAllowed("openid-not-linked")
    session.delete(there)
    record_audit(session, "unlink", person, by=None, now=now)
