"""A client moves to another unit: her own unit offers her, the other one accepts or refuses.

An offer is a row of its own in the other unit's home, since nothing of the case is in that unit's scope before. Whoever
answers locks the case's home, which opens its rows, and judges there again whether the offer still stands.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Literal, NamedTuple, get_args

import orjson
from fastapi import APIRouter, Path
from sqlmodel import Session, SQLModel, col, select

from api.access.entering import acting_within, enter_again
from api.access.read_log import SeenRecord, log_read
from api.access.scope import Scope, feed_in_scope
from api.actor import Actor
from api.changes.apply import apply
from api.changes.feed_key import FeedKey
from api.changes.feeds import LockedHome, lock_home, store_counter
from api.changes.store import store
from api.changes.tables import Feed, Follow, MoveOffer
from api.changes.write_batch import WriteBatch
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.db.stated_scope import state
from api.identity.current_actor import Claim, Claimed
from api.identity.people import Unit
from api.ids import UUID7, new_id
from api.problems.tree import Invalid, NotAllowed, NotFound, NotYours, SignInNeeded, answers
from api.records.client import Client
from api.records.move import MOVER
from api.records.move import Move as MoveRecord
from api.resources.followers import Move, move_case
from api.resources.move_shapes import MoveAccepted, MoveAnswered, MoveRefused, OfferedMove
from api.resources.records.body_changes import built
from api.resources.records.found import find
from api.resources.scoped import Looking
from api.sync.push import Moments, author_of

router = APIRouter(prefix="/v1", tags=["unit"])
REFUSALS = answers(SignInNeeded, NotYours, NotFound, NotAllowed, Invalid)
CHANGE = SQLModel.metadata.tables["change"]
Answered = Literal["accepted", "refused"]
MoveId = Annotated[UUID7, Path(description="The id of the client's `move`.")]
OfferId = Annotated[UUID7, Path(description="The offer's id.")]


class MoveStep(NamedTuple):
    """A step of a move that the server takes, in the home that it has locked."""

    session: Session
    locked: LockedHome
    actor: Actor
    now: datetime

    def take(self, case: FeedKey, record: str, sets: dict[str, Any], was: dict[str, Any]) -> None:
        """Through the door, as every change."""
        change = built(
            {"id": new_id(), "kind": MoveRecord.kind, "record": record, "feed": case.id, "set": sets,
             "was": {name: was.get(name) for name in sets},
             "at": self.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")}
        )  # fmt: skip
        actor = replace(self.actor, role=MOVER)
        author = author_of(actor, Moments(self.now, None), self.locked, over_rest=True, trusted=True)
        batch = WriteBatch(self.session, self.locked, author).load([change])
        apply(batch, change)
        store(batch)


def must_lead(scope: Scope) -> str:
    """The unit of the coordinator who asks."""
    if scope.actor.role != "coordinator" or not scope.actor.unit:
        raise NotYours("coordinators-only")
    return scope.actor.unit


@router.post("/moves/{move}/offer", responses=REFUSALS)
@repeatable
def offer_move(move: MoveId, claim: Claimed, engine: TheEngine) -> MoveAnswered:
    """Passes a move that was asked on to the other unit, which learns why, from where, and age band and sex alone. One
    that lies there stays."""
    with acting_within(engine, claim) as (session, before):
        must_lead(before)
        home = find(session, before, MoveRecord, move).case.home
        locked = lock_home(session, home)
        session.expire_all()
        scope = enter_again(session, claim)
        unit, found = must_lead(scope), find(session, scope, MoveRecord, move)
        asked = found.values or {}
        if found.case.home != home or feed_in_scope(session, scope, found.case.id).unit != unit:
            raise NotFound("no-such-record")
        if asked.get("status") == "offered" and not asked.get("voided_because"):
            return MoveAnswered(status="offered")
        if asked.get("status") != "asked" or asked.get("voided_because"):
            raise NotAllowed("move-not-open")
        if asked["to_unit"] == unit or session.get(Unit, asked["to_unit"]) is None:
            raise Invalid.at("/to_unit", "not-another-unit")
        client = find(session, scope, Client, found.case.id).values or {}
        MoveStep(session, locked, scope.actor, claim.now).take(found.case, move, {"status": "offered"}, asked)
        session.flush()
        put_offer(session, found.case, move, unit, asked, client, claim.now)
    return MoveAnswered(status="offered")


def put_offer(
    session: Session, case: FeedKey, move: str, unit: str, asked: dict[str, Any], client: dict[str, Any], now: datetime
) -> None:
    """Into the other unit's home, where it may lie already from an earlier try."""
    state(session, {"home": asked["to_unit"]})
    row = session.get(MoveOffer, (asked["to_unit"], move)) or MoveOffer(
        home=asked["to_unit"], id=move, case_home=case.home, feed=case.id, from_unit=unit, offered_at=now
    )
    row.because, row.asked_on = asked.get("because"), date.fromisoformat(asked["asked_on"])
    row.age_band, row.sex = client.get("age_band"), client.get("sex")
    row.from_unit, row.offered_at, row.answered_at = unit, now, None
    session.add(row)
    session.flush()


@router.get("/move-offers", responses=answers(SignInNeeded, NotYours))
def list_offered_moves(entered: Looking, engine: TheEngine) -> list[OfferedMove]:
    """Clients whom other units offer to the coordinator's unit, the longest waiting first."""
    session, scope = entered
    unit = must_lead(scope)
    query = select(MoveOffer, Unit.name).join(Unit, col(Unit.id) == MoveOffer.from_unit)
    query = query.where(MoveOffer.home == unit, col(MoveOffer.answered_at).is_(None))
    rows = session.exec(query.order_by(col(MoveOffer.offered_at), MoveOffer.id)).all()
    log_read(engine, scope, "move", "overview", [SeenRecord(row.id, row.feed) for row, _ in rows])
    return [
        OfferedMove(
            id=row.id, from_unit=name, because=row.because, age_band=row.age_band, sex=row.sex, asked_on=row.asked_on
        )
        for row, name in rows
    ]  # fmt: skip


@router.post("/move-offers/{offer}/accept", responses=REFUSALS)
@repeatable
def accept_move(offer: OfferId, asked: MoveAccepted, claim: Claimed, engine: TheEngine) -> MoveAnswered:
    """The case becomes the coordinator's unit's, with its code and history, and these people follow it."""
    with acting_within(engine, claim) as (session, before):
        found, step = opened(session, before, claim, offer)
        if found.answered_at is not None:
            return answered_before(session, found, "accepted", same=follow_there(session, found) == {*asked.followers})
        case, stands = FeedKey(found.case_home, found.feed), still_offered(session, found)
        if stands is not None:
            step.take(case, offer, {"status": "accepted"}, stands)
            feed = session.get_one(Feed, case)
            moves = Move(unit=found.home, followers=asked.followers, reason=found.because or "–")
            move_case(session, step.locked, feed, moves, claim.now, by=step.actor.id)
            store_counter(session, step.locked)
        settle(session, found, claim.now)
    return MoveAnswered(status="accepted", client=case.id) if stands is not None else MoveAnswered(status="withdrawn")


@router.post("/move-offers/{offer}/refuse", responses=REFUSALS)
@repeatable
def refuse_move(offer: OfferId, no: MoveRefused, claim: Claimed, engine: TheEngine) -> MoveAnswered:
    """The case stays where it is; whoever asked reads why."""
    with acting_within(engine, claim) as (session, before):
        found, step = opened(session, before, claim, offer)
        if found.answered_at is not None:
            same = move_of(session, found).get("answer_because") == no.reason
            return answered_before(session, found, "refused", same=same)
        stands = still_offered(session, found)
        if stands is not None:
            case = FeedKey(found.case_home, found.feed)
            step.take(case, offer, {"status": "refused", "answer_because": no.reason}, stands)
        settle(session, found, claim.now)
    return MoveAnswered(status="refused" if stands is not None else "withdrawn")


def opened(session: Session, before: Scope, claim: Claim, move: str) -> tuple[MoveOffer, MoveStep]:
    """The offer, and the case's home locked; who answers is judged again under the lock, and so is the offer."""
    locked = lock_home(session, offer_of(session, before, move).case_home)
    session.expire_all()
    scope = enter_again(session, claim)
    return offer_of(session, scope, move), MoveStep(session, locked, scope.actor, claim.now)


def offer_of(session: Session, scope: Scope, move: str) -> MoveOffer:
    """One to her unit."""
    offer = session.get(MoveOffer, (must_lead(scope), move))
    if offer is None:
        raise NotFound("no-such-offer")
    return offer


def move_of(session: Session, offer: MoveOffer) -> dict[str, Any]:
    """As it stands; empty where it was erased."""
    newest = CHANGE.select().where(CHANGE.c.home == offer.case_home, CHANGE.c.record == offer.id, CHANGE.c.last)
    row = session.connection().execute(newest).first()
    stands: dict[str, Any] = orjson.loads(row.body) if row and row.body else {}
    return stands


def follow_there(session: Session, offer: MoveOffer) -> set[str]:
    """Who does now."""
    here = (Follow.home == offer.case_home, Follow.feed == offer.feed, col(Follow.until).is_(None))
    return set(session.exec(select(Follow.agent).where(*here)))


def answered_before(session: Session, offer: MoveOffer, said: Answered, *, same: bool) -> MoveAnswered:
    """What her unit said already, where it says the same again: an answer may have been lost on its way to her. Other
    people or another reason were named by a colleague, and what she names herself is not done."""
    feed, status = session.get(Feed, (offer.case_home, offer.feed)), move_of(session, offer).get("status")
    if status not in get_args(Answered):
        return MoveAnswered(status="withdrawn")
    ours = feed is not None and feed.unit == offer.home
    if status != said or not same or (said == "accepted" and not ours):
        raise NotAllowed("move-not-open")
    return MoveAnswered(status=said, client=offer.feed if said == "accepted" else None)


def still_offered(session: Session, offer: MoveOffer) -> dict[str, Any] | None:
    """The move as it stands; None where it was withdrawn or taken back, or the case is elsewhere by now."""
    feed, stands = session.get(Feed, (offer.case_home, offer.feed)), move_of(session, offer)
    here = feed is not None and feed.erased_at is None and feed.unit == offer.from_unit
    return stands if here and stands.get("status") == "offered" and not stands.get("voided_because") else None


def settle(session: Session, offer: MoveOffer, now: datetime) -> None:
    """Answered: what it told of the client goes."""
    session.flush()
    state(session, {"home": offer.home})
    offer.because = offer.age_band = offer.sex = None
    offer.answered_at = now
    session.add(offer)
    session.flush()
