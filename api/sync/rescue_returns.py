"""What a phone handed in for its author alone goes to her next phone, sealed for it, until that has it."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import orjson
from joserfc import jwe
from joserfc.jwk import ECKey
from sqlmodel import Session, col, select

from api.changes.tables import Feed
from api.identity.rescued_envelopes import RescuedEnvelope, waiting_for
from api.identity.server_keys import SEALED, ServerKeys
from api.identity.tables import Enrolment
from api.problems.tree import NotAllowed
from api.sync.rescue_envelopes import EnvelopeContent, open_envelope

PAGE = 100


class ReturnedEnvelope(NamedTuple):
    """`sealed`: for the box key of the phone that asks."""

    name: str
    sealed: str


def page_for(session: Session, phone: Enrolment) -> list[RescuedEnvelope]:
    """The oldest first."""
    query = waiting_for(phone).order_by(col(RescuedEnvelope.received_at), RescuedEnvelope.name)
    return list(session.exec(query.limit(PAGE)))


def returned(session: Session, keys: ServerKeys, phone: Enrolment) -> Iterator[ReturnedEnvelope]:
    """One page. What no key of ours opens any more stays, and so does what only a restored server asks for."""
    key = ECKey.import_key(orjson.loads(phone.box_key))
    head = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": phone.id}
    for row in page_for(session, phone):
        opened = open_envelope(session, keys, row.sealed or "")
        if opened and opened.content.mark != "found" and not is_erased(session, opened.content):
            words = orjson.dumps(told(opened.content)).decode()
            yield ReturnedEnvelope(row.name, jwe.encrypt_compact(head, words, key, algorithms=SEALED))


def is_erased(session: Session, content: EnvelopeContent) -> bool:
    """The case in which a change lies: no phone brings it back."""
    named = (content.change or {}).get("feed")
    erased = select(Feed.id).where(Feed.id == named, col(Feed.erased_at).is_not(None))
    return isinstance(named, str) and session.exec(erased).first() is not None


def told(content: EnvelopeContent) -> dict[str, Any]:
    """As it was signed; of a change that was refused, a reason to look at it again: its own stayed on the old phone."""
    words = content.model_dump(exclude_none=True)
    return {**words, "problem": NotAllowed("refused-elsewhere").as_body()} if content.mark == "refused" else words


def note_returned(session: Session, phone: Enrolment, names: Collection[str]) -> None:
    """They lie on her phone: here only their names stay."""
    for row in page_for(session, phone):
        if row.name in names:
            row.sealed, row.returned_to = None, phone.id
            session.add(row)
