"""What a phone sealed for the server: handed in by anybody, and returned to its author's next phone."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import ConfigDict, Field, StringConstraints
from sqlalchemy import Engine
from sqlmodel import Session

from api.db.engine import TheEngine, reading
from api.db.passing_faults import repeatable
from api.identity.addresses import Address
from api.identity.current_actor import Claimed, Now, TheSettings, acting, looking
from api.identity.rate_limits import RESCUE_ADDRESS, count_more, hit_rate_limit, refund_attempt
from api.identity.server_epoch import EpochState
from api.identity.server_keys import ServerKeys
from api.identity.tables import Enrolment
from api.problems.tree import Busy, Invalid, NotAllowed, NotYours, SignInNeeded, TooLarge, TooMany, answers
from api.resources.enrolments import TheServerKeys
from api.settings import Settings
from api.shapes import WireShape
from api.sync.rescue import NEWS, Answer, hand_in
from api.sync.rescue_envelopes import open_envelope
from api.sync.rescue_returns import note_returned, returned
from api.web.turn_gate import InTurn

router = APIRouter(prefix="/v1/rescue", tags=["rescue"])
MOST = 200
PHONE = answers(SignInNeeded, NotYours)


class RescueAsk(WireShape):
    """Envelopes as they lie on a phone, or one a line in an exported file."""

    model_config = ConfigDict(extra="forbid")

    envelopes: list[Annotated[str, StringConstraints(max_length=512 * 1024)]] = Field(max_length=MOST)
    """Each a compact JWE (ECDH-ES, A256GCM) for one of the server's box keys, around a compact JWS (ES256) of the
    enrolment that it names."""


class RescueResult(WireShape):
    """What became of one envelope."""

    answer: Literal["applied", "held", "known", "kept", "erased", "refused"]
    """`applied`; `held` for the coordinator; `known`: it was here already; `kept` for its author's next phone;
    `erased`; `refused`: no envelope of a phone that is known here."""
    problem: dict[str, Any] | None = None
    """For `refused`, and the same whatever is wrong with it; another where no more of its phone is kept for now
    (`envelope-full`). Null: it was taken."""


class RescueAnswer(WireShape):
    """One result for each envelope."""

    results: list[RescueResult]
    """In the order of the envelopes."""
    epoch: str | None = None
    """In which they were received. A phone that meets another later hands in again what it still has: an older copy
    of this server came back. None may be handed in, to ask for it."""


class EnvelopeReturned(WireShape):
    """Sealed for the phone that asks."""

    name: str
    """By which the phone says that it has it."""
    sealed: str
    """A compact JWE (ECDH-ES, A256GCM) for its box key; inside the content as it was signed: `mark`, `enrolment`, and
    `change`, `found` or `draft`."""


class EnvelopesReturned(WireShape):
    """At most a hundred at once."""

    envelopes: list[EnvelopeReturned]
    """Empty: there is nothing for this phone."""


class EnvelopesReceived(WireShape):
    """What lies on the phone now."""

    model_config = ConfigDict(extra="forbid")

    names: list[Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]] = Field(max_length=MOST)
    """The `name` of each."""


@router.post("", response_model_exclude_none=True, responses=answers(TooLarge, Invalid, TooMany, Busy))
def hand_in_envelopes(
    ask: RescueAsk, engine: TheEngine, settings: TheSettings, server: TheServerKeys, address: Address, now: Now,
    _turn: InTurn,
) -> RescueAnswer:  # fmt: skip
    """Takes what phones sealed, whoever brings it. Each happens once, as the work of the phone that signed it; what its
    author may not write any more is held for the coordinator, drafts and refused changes for her next phone."""
    if ask.envelopes:  # who only asks for the epoch tries nothing, and may stand behind one address with hundreds
        count_handing_in(engine, settings, server, ask.envelopes, address, now)
    # Before anything is received: a restore in between must not be taken for the life after it.
    with reading(engine) as session:
        state = session.get(EpochState, 1)
    came = list(hand_in(engine, server, ask.envelopes, now))
    # Something that a phone signed and nobody brought before: no stranger can make it, so it costs its address nothing.
    # It pays for nothing that lay beside it.
    if false := came.count("refused"):
        count_more(engine, settings, RESCUE_ADDRESS, address, false - 1, now=now)
    elif set(came) & set(NEWS):
        refund_attempt(engine, settings, RESCUE_ADDRESS, address)
    return RescueAnswer(results=[result_of(one) for one in came], epoch=state.epoch if state else None)


def count_handing_in(
    engine: Engine, settings: Settings, server: ServerKeys, sealed: Sequence[str], address: str, now: datetime
) -> None:  # fmt: skip
    """TooMany beyond the limit of an address; not for what a phone signed, which no stranger behind it can make."""
    try:
        hit_rate_limit(engine, settings, RESCUE_ADDRESS, address, now=now)
    except TooMany:
        with reading(engine) as session:
            if not are_mostly_signed(session, server, dict.fromkeys(sealed)):
                raise


def are_mostly_signed(session: Session, server: ServerKeys, sealed: Iterable[str]) -> bool:
    """Whether each that no phone here signed has one before it that a phone did: one good envelope lets in no two false
    ones, and of no more of these is it worked out what they are."""
    ahead = 0
    for one in sealed:
        ahead += 1 if open_envelope(session, server, one) else -1
        if ahead < 0:
            return False
    return True


def result_of(answer: Answer) -> RescueResult:
    """As it is told."""
    if answer == "full":
        return RescueResult(answer="refused", problem=NotAllowed("envelope-full").as_body())
    unfit = Invalid.at("/envelopes", "envelope-unfit").as_body() if answer == "refused" else None
    return RescueResult(answer=answer, problem=unfit)


@router.get("", responses=PHONE)
def list_returned(claim: Claimed, engine: TheEngine, server: TheServerKeys) -> EnvelopesReturned:
    """What was handed in from phones that this person had before: drafts, and changes that were refused."""
    with looking(engine, claim) as (session, actor):
        phone = session.get(Enrolment, actor.enrolment) if actor.enrolment else None
        came = returned(session, server, phone) if phone else ()
        return EnvelopesReturned(envelopes=[EnvelopeReturned(name=one.name, sealed=one.sealed) for one in came])


@router.post("/received", status_code=204, responses=PHONE | answers(Invalid))
@repeatable
def note_received(ask: EnvelopesReceived, claim: Claimed, engine: TheEngine) -> None:
    """They lie on this phone; the server lets go of them."""
    with acting(engine, claim) as (session, actor):
        phone = session.get(Enrolment, actor.enrolment) if actor.enrolment else None
        if phone:
            note_returned(session, phone, set(ask.names))
