"""Pictures and recordings as phones sealed them, handed in by anybody under what was applied."""

from typing import Literal

from fastapi import APIRouter
from pydantic import ValidationError

from api.db.engine import TheEngine
from api.identity.addresses import Address
from api.identity.current_actor import Now, TheSettings
from api.identity.rate_limits import RESCUE_ADDRESS, RESCUE_PARTS, hit_rate_limit, refund_attempt
from api.problems.tree import Busy, Invalid, NotAllowed, TooLarge, TooMany, answers
from api.resources.enrolments import TheServerKeys
from api.shapes import WireShape
from api.sync.rescue_blobs import SealedPart, bearer_of, take_sealed_part
from api.web.known_media import BINARY
from api.web.request_body import RawBody
from api.web.turn_gate import InTurn

router = APIRouter(prefix="/v1/rescue", tags=["rescue"])


class BlobHandedIn(WireShape):
    """How far it has come."""

    answer: Literal["taken", "waits", "unwanted", "refused"]
    """`waits`: nothing that was applied names it yet, or its client does not agree to it, so it stays on its phone;
    `unwanted`: taken back, replaced or erased, so nobody need send it; `refused`: no envelope of a phone that is known
    here, or another picture's."""
    received: int = 0
    """How many bytes are here from the beginning: where the next part starts."""
    whole: bool = False
    """Whether all of it is here, and is what its record names."""


@router.post(
    "/blobs",
    responses=answers(NotAllowed, TooLarge, Invalid, TooMany, Busy),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {BINARY: {"schema": {"type": "string", "contentMediaType": BINARY}}},
        }
    },
)
def hand_in_blob_part(
    raw: RawBody, engine: TheEngine, settings: TheSettings, server: TheServerKeys, address: Address, now: Now,
    _turn: InTurn,
) -> BlobHandedIn:  # fmt: skip
    """The next part of a picture or recording as it lies sealed on a phone, whoever brings it. The first line is JSON:
    `envelope` (of the change that names it, with its key), `row` (its name on the phone), `iv` and `start`. Behind it
    stand the bytes; without any it asks how far it has come. After the last the whole is compared with its hash: what
    differs is removed (`blob-spoilt`), and sent again from 0."""
    hit_rate_limit(engine, settings, RESCUE_ADDRESS, address, now=now)
    head, _, sealed = raw.partition(b"\n")
    try:
        part = SealedPart.model_validate_json(head)
    except ValidationError:
        raise Invalid.at("", "envelope-unfit") from None
    bearer = bearer_of(engine, server, part)
    if bearer is None:
        return BlobHandedIn(answer="refused")
    # No stranger can make it. Whoever found one spends what this phone may, and of no other door.
    refund_attempt(engine, settings, RESCUE_ADDRESS, address)
    hit_rate_limit(engine, settings, RESCUE_PARTS, bearer.enrolment, now=now)
    came = take_sealed_part(engine, bearer, part, sealed, now)
    if came is None:  # and removed by the commit
        raise Invalid.at("", "blob-spoilt")
    return BlobHandedIn(answer=came.answer, received=came.received, whole=came.whole)
