"""What the server refused or holds: the coordinator takes it or declines it. No work ends on one phone alone.

What a restore lost of papers that somebody else writes is taken or declined by whoever writes them, an officer too.
"""

from datetime import datetime
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Path
from sqlalchemy import ColumnElement, and_, or_, tuple_
from sqlmodel import Session, col, exists, select

from api.access.entering import Entered, acting_within, enter_again
from api.access.read_log import SeenRecord, log_read
from api.access.scope import Scope
from api.access.views import view_of
from api.actor import Actor
from api.changes.answer_shapes import Result
from api.changes.apply import apply, unknown
from api.changes.feed_key import FeedKey
from api.changes.feeds import lock_home
from api.changes.following import author_told
from api.changes.held import brought_by_another, change_held, fields_of, may_bring_back
from api.changes.schemas import Change
from api.changes.store import store
from api.changes.tables import Feed, HeldChange
from api.changes.write_batch import WriteBatch
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.identity.actors import find_actor
from api.identity.current_actor import Claim, Claimed
from api.ids import UUID7
from api.problems.tree import Invalid, NotAllowed, NotFound, NotYours, SignInNeeded, answers
from api.records import KINDS
from api.records.field_types import Reason
from api.resources.held_names import HeldNames, names_of
from api.resources.scoped import Looking
from api.shapes import ClosedShape, WireShape
from api.sync.push import Moments, open_batch
from api.sync.recovery import take_back
from api.sync.returning import OPEN, follow_again, was_told

router = APIRouter(prefix="/v1/refusals", tags=["refusals"])
REFUSALS = answers(SignInNeeded, NotYours, NotFound, NotAllowed, Invalid)
ChangeId = Annotated[UUID7, Path(description="The change's id.")]


class Held(WireShape):
    """A refused or waiting change. `fields` names what it sets; values only where the reader's view opens them.
    `author`: the name of who wrote it; `alias`: the client's, while her case is the unit's. An officer is told of what
    a restore lost of her own papers, and nobody's name."""

    id: str
    """The change's id, by which it is taken or declined."""
    kind: str
    """Which kind of record it would change."""
    record: str
    """The record it would create or change."""
    client: str
    """The client in whose case it would lie."""
    by: str | None
    """Its author's id. Null: an office is told its own alone."""
    author: str
    """Its author's name. Empty: its reader is told none."""
    alias: str | None = None
    """What the client is called. Null: the case is not the unit's."""
    received_at: datetime
    """When the server received it."""
    answer: str
    """What its phone was told: `waiting` or `refused`."""
    fields: list[str]
    """The names of all fields it sets."""
    set: dict[str, Any]
    """Their values, where the reader may see them."""
    problem: dict[str, Any]
    """The problem document its author was given."""
    decision: str | None = None
    """`taken` or `declined`. Null: nobody has decided."""
    because: str | None = None
    """The reason of who decided. Null: none was given."""


class Decline(ClosedShape):
    """The coordinator's no, with the reason its author will read."""

    reason: Reason
    """Why; its author reads it."""


@router.get("", responses=answers(SignInNeeded, NotYours))
def list_refusals(entered: Looking, engine: TheEngine) -> list[Held]:
    """Undecided ones of the unit, oldest first; what opens a case stands before what was written in it. An officer's:
    papers that she writes and a restore lost, as who leads the unit still had them. Whose phone brought one that was
    declined is told so for two weeks."""
    session, scope = entered.session, entered.scope
    undecided = and_(mine(scope), col(HeldChange.decision).is_(None))
    query = select(HeldChange).where(or_(undecided, let_go_lately(scope)))
    query = query.order_by(col(HeldChange.received_at), col(HeldChange.record) != HeldChange.feed, col(HeldChange.id))
    rows = session.exec(query).all()
    log_read(engine, scope, "refusal", "held", [SeenRecord(row.record, row.feed) for row in rows])
    return [shown(scope, row, names) for row, names in zip(rows, names_of(session, scope.actor, rows), strict=True)]


@router.post("/{change}/take", responses=REFUSALS)
@repeatable
def take_refusal(change: ChangeId, claim: Claimed, engine: TheEngine) -> Result:
    """Applies a held change as its author's, judged as on any other day save for the right to write; what a restore
    lost of papers that its finder does not write is made again as of who takes it. Taken again by the same person it
    is answered the same."""
    with acting_within(engine, claim) as entered:
        session = entered.session
        scope, row = open_to(entered, claim, change, ("taken", None))
        sent, moments = change_held(row), Moments(claim.now, None)
        if may_bring_back(row, scope.actor.role):
            batch = open_batch(session, scope.actor, moments, row.home, over_rest=True).load([sent])
            result = take_back(batch, sent)
        else:
            must_reach_case(session, scope, row)
            batch, result = applied_as_its_authors(session, row, sent, moments)
        store(batch)
        decide(session, row, scope.actor, claim.now, "taken", None)
    return result


def must_reach_case(session: Session, scope: Scope, row: HeldChange) -> None:
    """What somebody of her unit wrote into a case of another unit is hers to decline alone; what she took before that
    case moved away is told again."""
    case = FeedKey(row.home, row.feed)
    if row.decision is None and case not in scope.cases and session.get(Feed, case) is not None:
        raise unknown()


def applied_as_its_authors(
    session: Session, row: HeldChange, sent: Change, moments: Moments
) -> tuple[WriteBatch, Result]:  # fmt: skip
    """Not stored yet. Whose follow a restore lost has it again."""
    author = find_actor(session, row.by, row.enrolment)
    batch = open_batch(session, author, moments, row.home, trusted=True, taken=True, over_rest=True)
    batch.load([sent])
    if row.decision is None and was_told(session, row.enrolment, now=moments.now):
        follow_again(batch, set(batch.feeds), moments.now)
    return batch, apply(batch, sent)


@router.post("/{change}/decline", responses=REFUSALS)
@repeatable
def decline_refusal(change: ChangeId, no: Decline, claim: Claimed, engine: TheEngine) -> Held:
    """Declines it: its author hears the reason at her next sync, and keeps what she wrote."""
    with acting_within(engine, claim) as entered:
        session = entered.session
        scope, row = open_to(entered, claim, change, ("declined", no.reason))
        decide(session, row, scope.actor, claim.now, "declined", no.reason)
        return shown(scope, row, *names_of(session, scope.actor, [row]))


def mine(scope: Scope) -> ColumnElement[bool]:
    """A coordinator's: of cases her unit is responsible for, and of her own unit's people. An officer's: of papers that
    she follows and writes, what somebody else brought after a restore."""
    actor = scope.actor
    if actor.role == "district":
        theirs = [name for name, kind in KINDS.items() if kind.feed == "coaching" and kind.may_write(actor.role)]
        followed = tuple_(col(HeldChange.home), col(HeldChange.feed)).in_(scope.followed)
        return and_(followed, col(HeldChange.kind).in_(theirs), brought_by_another())
    if actor.role != "coordinator":
        raise NotYours("coordinators-only")
    here = exists().where(
        col(Feed.home) == HeldChange.home, col(Feed.id) == HeldChange.feed, col(Feed.unit) == actor.unit
    )
    return or_(here, col(HeldChange.unit) == actor.unit)


def let_go_lately(scope: Scope) -> ColumnElement[bool]:
    """What her own phone brought and had to let go of."""
    said_no = and_(col(HeldChange.by) == scope.actor.id, col(HeldChange.decision) == "declined")
    return and_(said_no, col(HeldChange.decided_at) > scope.now - OPEN, brought_by_another())


def open_to(
    entered: Entered, claim: Claim, change: str, decision: tuple[str, str | None]
) -> tuple[Scope, HeldChange]:  # fmt: skip
    """The row and who decides, both read again under its home's lock: of two who decide at once one hears that it was
    decided, and who was switched off or lost the case meanwhile decides nothing. Who decided so herself may say it
    again."""
    session = entered.session
    lock_home(session, copy_of(session, entered.scope, change).home)
    session.expire_all()
    scope = enter_again(session, claim)
    row = copy_of(session, scope, change)
    if row.decision is not None and (row.decided_by, row.decision, row.because) != (scope.actor.id, *decision):
        raise NotAllowed("already-decided", reason=row.decision)
    return scope, row


def copy_of(session: Session, scope: Scope, change: str) -> HeldChange:
    """The one this reader may see. Two homes may hold one id; then the older is decided first."""
    query = select(HeldChange).where(HeldChange.id == change, mine(scope))
    row = session.exec(query.order_by(col(HeldChange.decision).is_not(None), col(HeldChange.received_at))).first()
    if row is None:
        raise NotFound("no-such-held-change")
    return row


def decide(session: Session, row: HeldChange, actor: Actor, now: datetime, decision: str, because: str | None) -> None:
    """Remembered with who and when, once."""
    if row.decided_at is not None:
        return
    row.decision, row.because = decision, because
    row.decided_by, row.decided_at = actor.id, now
    session.add(row)


def shown(scope: Scope, row: HeldChange, names: HeldNames) -> Held:
    """Whole to an officer, whose papers it is of; to a coordinator through her view of the kind."""
    sets = fields_of(row)
    kind = KINDS.get(row.kind)
    fields = view_of(scope, kind, FeedKey(row.home, row.feed), row.record, sets) if kind else frozenset()
    return Held(
        id=row.id, kind=row.kind, record=row.record, client=row.feed, by=author_told(scope.actor, row.by),
        author=names.author, alias=names.alias, received_at=row.received_at, answer=row.answer, fields=sorted(sets),
        set={name: sets[name] for name in sets if name in fields}, problem=orjson.loads(row.problem),
        decision=row.decision, because=row.because,
    )  # fmt: skip
