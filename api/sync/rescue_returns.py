"""What a phone handed in for its author alone goes to her next phone, sealed for it, until that has it."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

import orjson
from joserfc import jwe
from joserfc.jwk import ECKey
from sqlmodel import Session, col, select

from api.identity.server_keys import SEALED, ServerKeys
from api.identity.tables import Enrolment
from api.sync.rescue_envelopes import open_envelope
from api.sync.tables import RescuedEnvelope

PAGE = 100


class ReturnedEnvelope(NamedTuple):
    """`sealed`: for the box key of the phone that asks."""

    name: str
    sealed: str


def waiting_for(session: Session, phone: Enrolment) -> list[RescuedEnvelope]:
    """Written on a phone that she had before this one."""
    query = select(RescuedEnvelope).join(Enrolment, col(Enrolment.id) == RescuedEnvelope.enrolment)
    query = query.where(RescuedEnvelope.person == phone.person, col(RescuedEnvelope.sealed).is_not(None))
    query = query.where(col(Enrolment.made_at) < phone.made_at, Enrolment.id != phone.id)
    return list(session.exec(query.order_by(col(RescuedEnvelope.received_at), RescuedEnvelope.name).limit(PAGE)))


def returned(session: Session, keys: ServerKeys, phone: Enrolment) -> Iterator[ReturnedEnvelope]:
    """One page. What no key of ours opens any more stays where it is."""
    key = ECKey.import_key(orjson.loads(phone.box_key))
    head = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": phone.id}
    for row in waiting_for(session, phone):
        opened = open_envelope(session, keys, row.sealed or "")
        if opened:
            words = opened.content.model_dump_json(exclude_none=True)
            yield ReturnedEnvelope(row.name, jwe.encrypt_compact(head, words, key, algorithms=SEALED))


def note_returned(session: Session, phone: Enrolment, names: Collection[str]) -> None:
    """They lie on her phone: here only their names stay."""
    for row in waiting_for(session, phone):
        if row.name in names:
            row.sealed, row.returned_to = None, phone.id
            session.add(row)
