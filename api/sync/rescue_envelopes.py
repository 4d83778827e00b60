"""A phone's envelope: sealed for the server's box key around what one enrolment signed.

Whoever brings it is nobody. Believed is the signature alone, by the key that the server keeps of the enrolment named
inside; and whatever is wrong with an envelope is one and the same.
"""

import json
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from joserfc import jws
from joserfc.jwk import ECKey
from pydantic import ConfigDict, ValidationError
from sqlmodel import Session

from api.identity.phone_keys import NO_ONES_KEY
from api.identity.server_keys import UNFIT, ServerKeys
from api.identity.tables import Enrolment
from api.ids import UUID7
from api.shapes import WireShape

Mark = Literal["waiting", "sent", "refused", "draft", "found"]
APPLIED: tuple[Mark, ...] = ("waiting", "sent")


class EnvelopeContent(WireShape):
    """What is signed: a change, a record found after a restore, or a draft. Only `waiting` and `sent` are applied."""

    model_config = ConfigDict(extra="ignore", strict=True)

    v: Literal[1]
    """The format."""
    mark: Mark
    """How its phone held it."""
    enrolment: UUID7
    """Who wrote it."""
    change: dict[str, Any] | None = None
    """A change as it is pushed."""
    found: dict[str, Any] | None = None
    """A record as it is handed in after a restore."""
    draft: dict[str, Any] | None = None
    """An unfinished form, of which the server knows nothing."""
    blobs: Any = None
    """Keys of the pictures and recordings that its change names (`rescue_blobs`). Whatever is wrong with them, the
    change itself is taken."""

    @property
    def is_whole(self) -> bool:
        """It holds what its mark says."""
        return {"draft": self.draft, "found": self.found}.get(self.mark, self.change) is not None

    def name(self) -> str:
        """The same for the same content, however often it is sealed."""
        text = json.dumps([self.enrolment, self.change, self.found, self.draft], sort_keys=True)
        return sha256(text.encode()).hexdigest()


class OpenedEnvelope(NamedTuple):
    """What was signed, by whose phone, and as it was brought."""

    content: EnvelopeContent
    phone: Enrolment
    sealed: str


def open_envelope(session: Session, keys: ServerKeys, sealed: str) -> OpenedEnvelope | None:
    """None: nobody's, or nobody's we know."""
    words = keys.opened(sealed)
    if words is None:
        return None
    try:
        named = jws.extract_compact(words).headers()["kid"]
        phone = session.get(Enrolment, EnvelopeSigner(enrolment=named).enrolment)
        key = ECKey.import_key(json.loads(phone.sign_key if phone else NO_ONES_KEY))
        signed = jws.deserialize_compact(words, key, algorithms=["ES256"]).payload
        content = EnvelopeContent.model_validate_json(signed)
    except (ValidationError, *UNFIT):
        return None
    if phone is None or content.enrolment != phone.id or not content.is_whole:
        return None
    return OpenedEnvelope(content, phone, sealed)


class EnvelopeSigner(WireShape):
    """The enrolment that its head names."""

    model_config = ConfigDict(strict=True)

    enrolment: UUID7
    """Asked of the database only where it is an id."""
