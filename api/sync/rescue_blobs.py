"""Pictures and recordings as they lie sealed on a phone that nobody opens: their key is in the envelope of the change
that names them. They are opened part by part into the parts that an ordinary upload makes, and compared at the end.

Only what a change of its signer names that was applied, or that a restore lost and a colleague brought back: what waits
for a coordinator, or for its parent, has nowhere to lie yet and stays on its phone.
"""

from base64 import urlsafe_b64decode
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from pydantic import ConfigDict, Field, StringConstraints, ValidationError
from sqlalchemy import Engine
from sqlmodel import Session

from api.actor import Actor
from api.changes.blobs import BlobKey, acts_of, sweep_blobs, take_part, written_record
from api.changes.feeds import LockedHome, lock_home
from api.changes.permission import Permission, permission_in
from api.changes.write_batch import WriteBatch
from api.db.engine import reading, writing
from api.db.passing_faults import repeatable
from api.identity.actors import find_actor
from api.identity.server_keys import ServerKeys
from api.ids import UUID7, FeedId
from api.records.record import may_be_kept
from api.shapes import WireShape
from api.sync.push import Moments, author_of
from api.sync.rescue_envelopes import open_envelope

BLOCK = 16
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16}$")]  # 96 bits


class SealedPart(WireShape):
    """What stands before the bytes of a part."""

    model_config = ConfigDict(extra="forbid", strict=True)

    envelope: Annotated[str, StringConstraints(max_length=128 * 1024)]
    """Of the change that names it."""
    row: Word
    """Under which it lies on the phone: who found a rescue file alone does not know it."""
    iv: Word
    """Its nonce."""
    start: int = Field(ge=0, le=10_000_000)
    """The place of the part's first byte in the whole, from 0."""


class CarriedKey(WireShape):
    """Of one picture, in an envelope."""

    model_config = ConfigDict(extra="ignore", strict=True)

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Of its bytes."""
    row: Word
    """Under which it lies on the phone."""
    key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
    """Of AES-256-GCM, in base64url."""


class NamingChange(WireShape):
    """As much of a change as says where its picture lies."""

    model_config = ConfigDict(extra="ignore", strict=True)

    record: UUID7
    """That names it."""
    feed: FeedId
    """In which that lies."""


class PartBearer(NamedTuple):
    """By whom a part was signed, and what it belongs to."""

    actor: Actor
    enrolment: str
    carried: CarriedKey
    change: NamingChange


class RescuedSoFar(NamedTuple):
    """How far it has come, where it is taken at all."""

    answer: Literal["taken", "waits", "unwanted"]
    received: int = 0
    whole: bool = False


def bearer_of(engine: Engine, keys: ServerKeys, part: SealedPart) -> PartBearer | None:
    """Whoever brings it. None, whatever is wrong with it."""
    with reading(engine) as session:
        opened = open_envelope(session, keys, part.envelope)
        if opened is None:
            return None
        try:
            carried = [CarriedKey.model_validate(one) for one in opened.content.blobs or ()]
            change = NamingChange.model_validate(opened.content.change)
        except (ValidationError, TypeError):
            return None
        phone = opened.phone
        actor = find_actor(session, phone.person, phone.id)
        return next((PartBearer(actor, phone.id, one, change) for one in carried if one.row == part.row), None)


@repeatable
def take_sealed_part(
    engine: Engine, bearer: PartBearer, part: SealedPart, sealed: bytes, now: datetime
) -> RescuedSoFar | None:  # fmt: skip
    """As `take_part`; an empty one asks how far it has come. None: what came is not what the record names."""
    actor, carried, feed = bearer.actor, bearer.carried, bearer.change.feed
    with writing(engine, actor) as session:
        locked = lock_home(session, actor.unit, actor, feed)
        key = BlobKey(locked.home, bearer.change.record, carried.sha256)
        written = written_record(session, feed, key, actor.id)
        if written is None or not (written.mine or (written.handed_back and follows(session, locked, bearer, now))):
            return RescuedSoFar("waits")
        blob = written.named(carried.sha256)
        if blob is None:
            return RescuedSoFar("waits" if is_asked_about(written.body, carried.sha256) else "unwanted")
        if not may_be_kept(blob, acts_of(session, locked.home, [feed]).get(feed, [])):
            return RescuedSoFar("waits")
        moment = locked.time(now)
        if part.start == 0:
            sweep_blobs(session, locked.home, moment)
        content = opened_part(carried, part, sealed)
        received = take_part(session, feed, key, blob, part.start, content, moment)
    return None if received is None else RescuedSoFar("taken", received, received == blob.size)


def follows(session: Session, locked: LockedHome, bearer: PartBearer, now: datetime) -> bool:
    """Whether its signer accompanies the client now."""
    batch = WriteBatch(session, locked, author_of(bearer.actor, Moments(now, None), locked))
    batch.read_cases([bearer.change.feed])
    return permission_in(batch, bearer.change.feed) is Permission.FREE


def is_asked_about(body: Mapping[str, Any] | None, sha256: str) -> bool:
    """One that lost against another word, and may be chosen yet."""
    return sha256 in str((body or {}).get("questions"))


def opened_part(carried: CarriedKey, part: SealedPart, sealed: bytes) -> bytes:
    """AES-256-GCM enciphers by a counter of blocks that begins at 2 (NIST SP 800-38D, 7.1): each part opens by itself.
    Its tag is not asked for, since the hash of the whole says more."""
    key, iv = urlsafe_b64decode(f"{carried.key}="), urlsafe_b64decode(part.iv)
    counter = iv + (2 + part.start // BLOCK).to_bytes(4)
    blocks = Cipher(algorithms.AES256(key), modes.CTR(counter)).decryptor()
    blocks.update(bytes(part.start % BLOCK))
    return blocks.update(sealed)
