"""What a phone handed in for its author alone goes to her next phone, sealed for it, until that has it."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, NamedTuple

import orjson
from joserfc import jwe
from joserfc.jwk import ECKey
from sqlmodel import Session, col

from api.identity.rescued_envelopes import RescuedEnvelope, waiting_for
from api.identity.server_keys import SEALED, ServerKeys
from api.identity.tables import Enrolment
from api.problems.tree import NotAllowed
from api.sync.rescue_envelopes import EnvelopeContent, open_envelope
from api.sync.rescue_erased import lies_in_erased

PAGE = 100


class ReturnedEnvelope(NamedTuple):
    """`sealed`: for the box key of the phone that asks."""

    name: str
    sealed: str


def returned(session: Session, keys: ServerKeys, phone: Enrolment) -> list[ReturnedEnvelope]:
    """One page, the oldest first. What no key of ours opens any more stays, and takes nobody's place; so does what only
    a restored server asks for."""
    key = ECKey.import_key(orjson.loads(phone.box_key))
    head = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": phone.id}
    return [
        ReturnedEnvelope(name, jwe.encrypt_compact(head, orjson.dumps(told(one)).decode(), key, algorithms=SEALED))
        for name, one in islice(hers(session, keys, phone), PAGE)
    ]


def hers(session: Session, keys: ServerKeys, phone: Enrolment) -> Iterator[tuple[str, EnvelopeContent]]:
    """(name, content) of what waits for this phone."""
    names = waiting_for(phone).order_by(col(RescuedEnvelope.received_at), RescuedEnvelope.name)
    for name in session.execute(names.with_only_columns(col(RescuedEnvelope.name))).scalars().all():
        row = session.get_one(RescuedEnvelope, (phone.person, name))
        opened = open_envelope(session, keys, row.sealed or "")
        given = opened and opened.content.mark != "found" and not lies_in_erased(session, row.person, opened.content)
        if opened and given:
            yield name, opened.content


def told(content: EnvelopeContent) -> dict[str, Any]:
    """As it was signed; of a change that was refused, a reason to look at it again: its own stayed on the old phone."""
    words = content.model_dump(exclude_none=True, exclude={"blobs"})
    return {**words, "problem": NotAllowed("refused-elsewhere").as_body()} if content.mark == "refused" else words


def note_returned(session: Session, phone: Enrolment, names: Collection[str]) -> None:
    """They lie on her phone: here only their names stay."""
    for row in session.exec(waiting_for(phone).where(col(RescuedEnvelope.name).in_(names))).all():
        row.sealed, row.returned_to = None, phone.id
        session.add(row)
