"""One person on one phone: made from a code, ended by status or 400 days after it was last used."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from sqlmodel import Session, select

from api.identity.assertions import Mark
from api.identity.audits import record_audit
from api.identity.enrolment_codes import open_code
from api.identity.memberships import works_on_phone
from api.identity.nonces import keyed
from api.identity.phone_keys import PublicKey, fingerprint, thumbprint
from api.identity.renewals import Renewal, end_renewed, must_be_renewable
from api.identity.server_epoch import ensure_epoch
from api.identity.server_keys import ServerKeys
from api.identity.tables import Enrolment
from api.ids import new_id
from api.problems.messages import value_fault
from api.settings import Settings
from api.shapes import WireShape

LIVES = timedelta(days=400)
Standing = Literal["active", "locked", "wipe"]


class EnrolmentAsk(WireShape):
    """The code as it was typed, two different public keys, and the mark before the first sign-in. `renews`: where this
    phone already holds a book of the same person, which then goes on."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, StringConstraints(min_length=8, max_length=20), Field(examples=["7Q4M-K2TX"])]
    """As it was typed: 8 symbols of Crockford's alphabet; case, spaces and hyphens do not count."""
    sign_key: PublicKey
    """The public key that will sign the phone's sign-ins."""
    box_key: PublicKey
    """The public key for which records are sealed. Not the same as `sign_key`."""
    mark: Mark
    """128 random bits in hex, which the first sign-in names as `prev_mark`."""
    renews: Renewal | None = None
    """The enrolment this phone has had, whose records it keeps. Null: it begins anew."""

    @model_validator(mode="after")
    def has_two_keys(self) -> "EnrolmentAsk":
        """One key cannot both sign and receive."""
        if self.sign_key == self.box_key:
            raise value_fault("one-key")
        return self

    def keys(self) -> str:
        """One name for both."""
        return sha256(f"{thumbprint(self.sign_key)} {thumbprint(self.box_key)}".encode()).hexdigest()

    def fresh(self) -> tuple[str, str, str]:
        """What a renewal's signature covers."""
        return thumbprint(self.sign_key), thumbprint(self.box_key), self.mark


def enrol(
    session: Session, settings: Settings, server: ServerKeys, ask: EnrolmentAsk, *, now: datetime
) -> Enrolment | None:
    """The enrolment of this code and these keys, the same when asked again; nothing where the code does not hold.
    Invalid or NotYours, and nothing spent, where the code holds but the book to go on with is another's."""
    code = open_code(session, settings, ask.code, ask.keys(), now=now)
    if code is None or not works_on_phone(session, code.person):
        return None
    enrolment = session.get(Enrolment, code.enrolment) if code.enrolment else None
    if enrolment is None:
        enrolment = begin_enrolment(session, settings, code.person, ask, now=now)
    if enrolment.gen == 0:
        enrolment.mark = ask.mark
    enrolment.fingerprint, enrolment.pinned = four_digits(server, ask), str(server.sign[0].kid)
    session.add(enrolment)
    session.flush()
    code.used_by, code.enrolment = ask.keys(), enrolment.id
    session.add(code)
    return enrolment


def begin_enrolment(
    session: Session, settings: Settings, person: str, ask: EnrolmentAsk, *, now: datetime
) -> Enrolment:
    """A new one, in the place of the one it renews."""
    if ask.renews is not None:
        must_be_renewable(session, settings, ask.renews, ask.fresh(), person)
    enrolment = new_enrolment(session, settings, person, ask, now=now)
    record_audit(session, "enrolled", enrolment.id, by=person, now=now)
    if ask.renews is not None:
        end_renewed(session, ask.renews.enrolment, enrolment, now=now)
    return enrolment


def new_enrolment(session: Session, settings: Settings, person: str, ask: EnrolmentAsk, *, now: datetime) -> Enrolment:
    """Active from now."""
    name, epoch = new_id(), ensure_epoch(session, now).epoch
    return Enrolment(
        id=name,
        handle_hash=hashed(handle_of(settings, name)),
        fingerprint="",
        pinned="",
        person=person,
        sign_key=ask.sign_key.text(),
        box_key=ask.box_key.text(),
        mark=ask.mark,
        epoch=epoch,
        made_in=epoch,
        made_at=now,
        last_seen_at=now,
        ends_at=now + LIVES,
    )


def was_used(enrolment: Enrolment, *, now: datetime) -> None:
    """Its phone signed in: the end moves away, and never nearer, whatever the clock was set back to."""
    enrolment.last_seen_at, enrolment.ends_at = now, max(enrolment.ends_at, now + LIVES)


def four_digits(server: ServerKeys, ask: EnrolmentAsk) -> str:
    """What she and the coordinator both see."""
    public = server.public()
    ours = (PublicKey.model_validate(public["box_key"]), PublicKey.model_validate(public["sign_key"]))
    return fingerprint(ask.sign_key, ask.box_key, *ours)


def handle_of(settings: Settings, enrolment: str) -> str:
    """Lies in clear on the phone, is good for asking its status and nothing else; the same when asked again."""
    return keyed(settings, "handle", enrolment)


def hashed(handle: str) -> str:
    """As kept in the database."""
    return sha256(handle.encode()).hexdigest()


def of_handle(session: Session, handle: str) -> Enrolment | None:
    """The phone that asks without a token."""
    return session.exec(select(Enrolment).where(Enrolment.handle_hash == hashed(handle))).first()


def revoke(session: Session, enrolment: Enrolment, status: Standing, *, by: str | None, now: datetime) -> None:
    """Locks or wipes from now on; a wipe is never softened to a lock."""
    if enrolment.status != "wipe":
        enrolment.status = status
    session.add(enrolment)
    record_audit(session, status, enrolment.id, by=by, now=now)
