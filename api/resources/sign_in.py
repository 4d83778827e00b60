"""The entrance: a code becomes an enrolment, an assertion or a password becomes a token."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel, ConfigDict, StringConstraints

from api.changes.epoch import begin
from api.db.engine import TheEngine, reading, writing
from api.identity.current_actor import TheSettings
from api.identity.enrolments import EnrolmentAsk, Standing, enrol, handle_of, of_handle
from api.identity.nonces import give_nonce
from api.identity.people import Agent, Unit
from api.identity.rate_limits import CODE_ADDRESS, STATUS_ADDRESS, count_try, forgive
from api.identity.server_keys import ServerKeys
from api.identity.sign_in import EnrolmentStanding, TokenAnswer, by_assertion, by_password
from api.identity.tables import Enrolment
from api.identity.token_request import ASKS, read_asked
from api.ids import UUID7
from api.problems.tree import Busy, Invalid, NotFound, NotYours, SignInNeeded, TooLarge, TooMany, answers
from api.settings import Settings
from api.web.request_body import RawBody

router = APIRouter(prefix="/v1", tags=["sign-in"])

EnrolmentId = Annotated[UUID7, Path(description="The enrolment's id.")]


class AgentCard(BaseModel):
    """A person, as her colleagues know her."""

    id: str
    name: str
    role: str


class UnitCard(BaseModel):
    """Her unit. `timezone`: in which its days are counted."""

    id: str
    name: str
    timezone: str


class ServerCard(BaseModel):
    """The server's public keys, with their `kid`; pinned by the phone from this answer."""

    box_key: dict[str, str]
    sign_key: dict[str, str]


class EnrolmentAnswer(BaseModel):
    """`handle` asks for the phone's status without a token; `fingerprint` is compared by two people."""

    enrolment: str
    agent: AgentCard
    unit: UnitCard | None
    epoch: str
    handle: str
    server: ServerCard
    fingerprint: str
    nonce: str


class NonceAnswer(BaseModel):
    """Good once, for five minutes."""

    nonce: str


class HandleAsk(BaseModel):
    """The handle given at enrolment."""

    model_config = ConfigDict(extra="forbid")

    handle: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class StatusAnswer(BaseModel):
    """`signed`: the same words with their time as a compact JWS (ES256) by the key the phone pinned."""

    status: Standing
    signed: str


def server_keys_of(request: Request) -> ServerKeys:
    """The server's own key pairs."""
    keys: ServerKeys = request.app.state.server_keys
    return keys


TheServerKeys = Annotated[ServerKeys, Depends(server_keys_of)]


def address_of(request: Request) -> str:
    """Where it came from; kept only as a keyed hash."""
    return request.client.host if request.client else "-"


Address = Annotated[str, Depends(address_of)]


@router.post("/enrolments", status_code=201, responses=answers(Invalid, TooMany))
def enrol_phone(
    ask: EnrolmentAsk, engine: TheEngine, settings: TheSettings, server: TheServerKeys, address: Address
) -> EnrolmentAnswer:
    """Spends a code for this phone's keys. The same code and keys get the same answer for 24 hours."""
    count_try(engine, settings, CODE_ADDRESS, address)
    with writing(engine) as session:
        made = enrol(session, settings, server, ask)
        card = card_of(session, settings, server, made) if made else None
    if card is None:
        detail = "Kode ini tidak cocok atau sudah tidak berlaku. Periksa lagi, atau minta kode baru ke koordinator."
        raise Invalid(detail, errors=[{"pointer": "/code", "detail": detail}])
    forgive(engine, settings, CODE_ADDRESS, address)
    return card


def card_of(session: Any, settings: Settings, server: ServerKeys, made: Enrolment) -> EnrolmentAnswer:
    """Everything a new phone must know."""
    agent = session.get_one(Agent, made.agent)
    unit = session.get_one(Unit, agent.unit) if agent.unit else None
    return EnrolmentAnswer(
        enrolment=made.id,
        agent=AgentCard(id=agent.id, name=agent.name, role=agent.role),
        unit=UnitCard(id=unit.id, name=unit.name, timezone=unit.timezone) if unit else None,
        epoch=begin(session).epoch,
        handle=handle_of(settings, made.id),
        server=ServerCard(**server.public()),
        fingerprint=made.fingerprint,
        nonce=give_nonce(settings),
    )


@router.post(
    "/auth/token",
    responses=answers(SignInNeeded, NotYours, TooLarge, Invalid, TooMany, Busy),
    response_model_exclude_none=True,
    openapi_extra=ASKS,
)
def sign_in(request: Request, raw: RawBody, engine: TheEngine, settings: TheSettings, address: Address) -> TokenAnswer:
    """A token for ten minutes: a phone sends its signed assertion as JSON, an office its password as a form."""
    asked = read_asked(raw, request.headers.get("content-type", ""))
    if asked.assertion:
        return by_assertion(engine, settings, asked.assertion)
    return by_password(engine, settings, asked.username, asked.password, address)


@router.post("/auth/nonce")
def fresh_nonce(settings: TheSettings) -> NonceAnswer:
    """A nonce for a sign-in; asking for one writes nothing."""
    return NonceAnswer(nonce=give_nonce(settings))


@router.post("/enrolments/status", responses=answers(NotFound, Invalid, TooMany))
def ask_status(
    ask: HandleAsk, engine: TheEngine, settings: TheSettings, server: TheServerKeys, address: Address
) -> StatusAnswer:
    """What a locked phone asks without a token. Signed, so that nobody else can wipe a phone."""
    count_try(engine, settings, STATUS_ADDRESS, address)
    with reading(engine) as session:
        phone = of_handle(session, ask.handle)
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        words = {"enrolment": phone.id, "status": phone.status, "at": at}
        status = EnrolmentStanding.model_validate({"status": phone.status}).status
        return StatusAnswer(status=status, signed=server.statement(words, phone.pinned))
