"""A new code for the same person on the same phone goes on with the same book.

The phone makes fresh keys and signs them with the old one: the old enrolment ends, a new one of the same person takes
its place, and what the phone holds and what waits in it stays where it is. So it goes on after 400 days without use,
after a lock, and after a copy was found: whoever holds the copied key holds an old one. What was wiped has no book.

After a restore the server may not know the old enrolment, nor its key; then the phone's word for whose book it is must
do, and takes nothing from anybody: the code is hers.
"""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field
from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, select

from api.identity.assertions import Signature, verified
from api.identity.audits import record_audit
from api.identity.tables import Enrolment
from api.ids import UUID7
from api.problems.tree import Invalid, NotYours
from api.settings import Settings
from api.shapes import WireShape


class Renewal(WireShape):
    """The enrolment this phone has had, whose book it is, and the old key's signature under the new ones."""

    model_config = ConfigDict(extra="forbid")

    enrolment: UUID7
    """The phone's enrolment until now, which ends with this one."""
    agent: Annotated[
        UUID7 | None, Field(description="Whose book it is: asked where the server was restored and lost the enrolment.")
    ] = None
    sig: Annotated[
        Signature,
        Field(
            description="ES256, raw, base64url, over the lines `pulih-renewal-1`, the API origin, this enrolment, the "
            "RFC 7638 thumbprints of `sign_key` and `box_key`, and `mark`, joined by line feeds."
        ),
    ]

    def text(self, origin: str, fresh: tuple[str, str, str]) -> bytes:
        """What is signed. `fresh`: thumbprints of the new keys, and the mark before their first sign-in."""
        return "\n".join(("pulih-renewal-1", origin, self.enrolment, *fresh)).encode()


def must_be_renewable(
    session: Session, settings: Settings, renewal: Renewal, fresh: tuple[str, str, str], person: str
) -> None:
    """The old enrolment's own key has spoken for the new ones, for the person of the code; Invalid or NotYours where
    not, and nothing is spent."""
    old = session.get(Enrolment, renewal.enrolment, with_for_update=True)
    texts = [renewal.text(origin, fresh) for origin in settings.accepted_origins()]
    if (old is None and renewal.agent is None) or (old and not verified(old.sign_key, renewal.sig, texts)):
        raise Invalid.at("/renews", "phone-unknown")
    if person != (old.person if old else renewal.agent):
        raise Invalid.at("/renews", "code-of-another")
    if old and old.status == "wipe":
        raise NotYours("phone-to-be-wiped", enrolment={"status": "wipe"})


def end_renewed(session: Session, old: str, fresh: Enrolment, *, now: datetime) -> None:
    """The new one stands in its place, and in that of any other whose answer the phone never heard."""
    fresh.renews = old
    same = or_(col(Enrolment.id) == old, col(Enrolment.renews) == old)
    for before in session.exec(select(Enrolment).where(same, col(Enrolment.status) == "active")).all():
        if before is not fresh:
            before.status, before.ends_at = "locked", min(before.ends_at, now)
            session.add(before)
    record_audit(session, "renewed", old, by=fresh.person, now=now)


def was_only_renewed(session: Session, old: Enrolment) -> bool:
    """It ended when another took its place, and nobody had locked it before: that does not move its end."""
    newer = select(Enrolment.id).where(Enrolment.renews == old.id, col(Enrolment.made_at) >= old.ends_at)
    return old.status == "locked" and session.exec(newer.limit(1)).first() is not None


def was_renewed() -> ColumnElement[bool]:
    """Another stands in the place of this enrolment."""
    newer = aliased(Enrolment)
    return exists().where(col(newer.renews) == Enrolment.id)
