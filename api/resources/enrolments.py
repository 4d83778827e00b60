"""A code becomes an enrolment, and a phone without a token asks how it stands."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from pydantic import ConfigDict, StringConstraints
from sqlmodel import Session

from api.db.engine import TheEngine, reading, writing
from api.db.passing_faults import repeatable
from api.identity.actors import find_actor
from api.identity.addresses import Address
from api.identity.code_tries import count_code_try
from api.identity.current_actor import Now, TheSettings
from api.identity.enrolments import EnrolmentAsk, Standing, enrol, handle_of, of_handle
from api.identity.nonces import give_nonce
from api.identity.people import Unit
from api.identity.rate_limits import STATUS, hit_rate_limit, refund_attempts
from api.identity.server_epoch import ensure_epoch
from api.identity.server_keys import ServerKeys
from api.identity.tables import Enrolment
from api.identity.token_answer import EnrolmentStanding
from api.ids import UUID7
from api.problems.tree import Invalid, NotFound, NotYours, TooMany, answers
from api.settings import Settings
from api.shapes import WireShape

router = APIRouter(prefix="/v1/enrolments", tags=["sign-in"])

EnrolmentId = Annotated[UUID7, Path(description="The enrolment's id.")]


class AgentCard(WireShape):
    """A person, as her colleagues know her."""

    id: str
    """The person's id, as in `by` of every record."""
    name: str
    """As colleagues know the person."""
    role: str
    """`agent` or `coordinator`."""


class UnitCard(WireShape):
    """Her unit. `timezone`: in which its days are counted."""

    id: str
    """The unit's id."""
    name: str
    """As people know it."""
    timezone: str
    """IANA name of the zone in which its days are counted."""


class ServerCard(WireShape):
    """The server's public keys, with their `kid`; pinned by the phone from this answer."""

    box_key: dict[str, str]
    """For which phones seal what only the server may read."""
    sign_key: dict[str, str]
    """By which a phone knows the server's signed words."""


class EnrolmentAnswer(WireShape):
    """`handle` asks for the phone's status without a token; `fingerprint` is compared by two people; `ends_at` is 400
    days from now, and moves with each sign-in."""

    enrolment: str
    """The enrolment's id, named in each sign-in."""
    agent: AgentCard
    """Whose phone it is now."""
    unit: UnitCard | None
    """Where the person works. Null: in none."""
    epoch: str
    """The server's epoch, sent with each push and pull."""
    handle: str
    """Good for asking the phone's status without a token, and for nothing else."""
    server: ServerCard
    """Public keys, which the phone keeps: only what they sign is believed later."""
    fingerprint: str
    """Four digits over all keys, which the person and the coordinator compare."""
    ends_at: datetime
    """When the enrolment ends if the phone never signs in."""
    nonce: str
    """For the first sign-in: good once, for five minutes."""


class HandleAsk(WireShape):
    """The handle given at enrolment."""

    model_config = ConfigDict(extra="forbid")

    handle: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """As it was given at enrolment: 64 hex digits."""
    chance: Annotated[str | None, StringConstraints(pattern=r"^[0-9a-f]{32}$")] = None
    """128 random bits, which the signed answer repeats: so that no earlier answer passes for this one."""
    kid: Annotated[str | None, StringConstraints(max_length=64)] = None
    """The server's key that the phone believes now. Null: the one it was given at enrolment."""


class StatusAnswer(WireShape):
    """`signed`: the same words with their time as a compact JWS (ES256) by the key the phone pinned."""

    status: Standing
    """`active`, `locked` or `wipe`; believed only where `signed` says the same."""
    signed: str
    """A compact JWS (ES256), by the server's key that the phone believes, of `enrolment`, `handle` (its SHA-256),
    `chance`, `status`, `at`, and `server`: the newest public keys, which it may keep from now on."""


def server_keys_of(request: Request) -> ServerKeys:
    """The server's own key pairs."""
    keys: ServerKeys = request.app.state.server_keys
    return keys


TheServerKeys = Annotated[ServerKeys, Depends(server_keys_of)]


@router.post("", status_code=201, responses=answers(NotYours, Invalid, TooMany))
@repeatable
def enrol_phone(
    ask: EnrolmentAsk, engine: TheEngine, settings: TheSettings, server: TheServerKeys, address: Address, now: Now
) -> EnrolmentAnswer:
    """Spends a code for this phone's keys. The same code and keys get the same answer for 24 hours.

    With `renews` the phone keeps the book it has: the enrolment named there ends, and the new one takes its place."""
    spent = count_code_try(engine, settings, ask.code, address, now=now)
    try:
        with writing(engine) as session:
            made = enrol(session, settings, server, ask, now=now)
            card = card_of(session, settings, server, made, now) if made else None
    except (Invalid, NotYours):  # of the book to go on with: the code was right
        refund_attempts(engine, settings, *spent)
        raise
    if card is None:
        raise Invalid.at("/code", "enrolment-code-unfit")
    refund_attempts(engine, settings, *spent)
    return card


def card_of(
    session: Session, settings: Settings, server: ServerKeys, made: Enrolment, now: datetime
) -> EnrolmentAnswer:
    """Everything a new phone must know."""
    agent = find_actor(session, made.person)
    unit = session.get_one(Unit, agent.unit) if agent.unit else None
    return EnrolmentAnswer(
        enrolment=made.id,
        agent=AgentCard(id=agent.id, name=agent.name, role=agent.role),
        unit=UnitCard(id=unit.id, name=unit.name, timezone=unit.timezone) if unit else None,
        epoch=ensure_epoch(session, now).epoch,
        handle=handle_of(settings, made.id),
        server=ServerCard(**server.public()),
        fingerprint=made.fingerprint,
        ends_at=made.ends_at,
        nonce=give_nonce(settings, now=now),
    )


@router.post("/status", responses=answers(NotFound, Invalid, TooMany))
def ask_status(
    ask: HandleAsk, engine: TheEngine, settings: TheSettings, server: TheServerKeys, address: Address, now: Now
) -> StatusAnswer:
    """What a locked phone asks without a token. Signed for this phone and this question alone, so that nobody else can
    wipe it, and no answer to another phone or of another day is believed. Who has a phone's handle is counted as that
    phone: strangers behind the same address keep it from nothing."""
    with reading(engine) as session:
        phone = of_handle(session, ask.handle)
        said = {"enrolment": phone.id, "handle": phone.handle_hash, "status": phone.status} if phone else {}
        kid = ask.kid or (phone.pinned if phone else "")
    hit_rate_limit(engine, settings, STATUS, said.get("enrolment", address), now=now)
    if not said:
        raise NotFound("phone-unknown")
    at = now.isoformat(timespec="seconds").replace("+00:00", "Z")
    words: dict[str, Any] = {**said, "chance": ask.chance, "at": at, "server": server.public()}
    status = EnrolmentStanding.model_validate({"status": said["status"]}).status
    return StatusAnswer(status=status, signed=server.statement(words, kid))
