"""Somebody leaves, or is ill for long: all she accompanies goes to a colleague at once, with one reason."""

from fastapi import APIRouter
from sqlalchemy import Engine, and_, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from api.access.entering import acting_within, enter_again, looking_within
from api.access.scope import Scope
from api.changes.departures import note_departure
from api.changes.feed_key import FeedKey
from api.changes.feeds import begin_follow, end_follow, lock_home, store_counter
from api.changes.tables import Feed, Follow
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.identity.current_actor import Claim, Claimed
from api.identity.memberships import is_colleague
from api.ids import UUID7
from api.problems.tree import Invalid, NotFound, NotYours, SignInNeeded, answers
from api.records.field_types import Reason
from api.resources.phones import AgentId
from api.shapes import ClosedShape, WireShape

router = APIRouter(prefix="/v1/agents", tags=["followers"])
TAKEN_OVER = aliased(Follow)


class HandOver(ClosedShape):
    """To whom, and why."""

    to: UUID7
    """A colleague of the unit, by id, who follows from now."""
    reason: Reason
    """Why; the followers read it."""


class HandedOver(WireShape):
    """What was handed over."""

    clients: list[str]
    """The clients' record ids."""


@router.post("/{agent}/hand-over", responses=answers(SignInNeeded, NotYours, NotFound, Invalid))
@repeatable
def hand_over_cases(agent: AgentId, asked: HandOver, claim: Claimed, engine: TheEngine) -> HandedOver:
    """Hands over all cases of the coordinator's unit that this person follows. Home by home, each whole: asked again
    after a broken line, it goes on with what is left and tells all. The person's unsent work still arrives for 60
    days."""
    with looking_within(engine, claim) as (session, scope):
        if scope.actor.role != "coordinator":
            raise NotYours("coordinators-only")
        must_be_another(session, scope, agent, asked.to)
        homes = sorted({case.home for case, _ in handed_here(session, scope, agent, asked)})
    if not homes:
        raise NotFound("not-a-follower")
    return HandedOver(
        clients=[client for home in homes for client in hand_over_home(engine, claim, home, agent, asked)]
    )


def must_be_another(session: Session, scope: Scope, agent: str, to: str) -> None:
    """Who takes over works in the unit, and is somebody else."""
    if to == agent or not is_colleague(session, str(scope.actor.unit), to):
        raise Invalid.at("/to", "no-such-colleague")


def hand_over_home(engine: Engine, claim: Claim, home: str, agent: str, asked: HandOver) -> list[str]:
    """Under its lock, where everything is judged again."""
    with acting_within(engine, claim) as (session, _):
        locked = lock_home(session, home)
        session.expire_all()
        scope = enter_again(session, claim)
        must_be_another(session, scope, agent, asked.to)
        handed = [pair for pair in handed_here(session, scope, agent, asked) if pair[0].home == home]
        for case, follow in (pair for pair in handed if pair[1].until is None):
            begin_follow(session, locked, case, asked.to, claim.now, asked.reason, by=scope.actor.id)
            end_follow(session, locked, follow, "handed_over", claim.now, asked.reason)
            note_departure(session, locked, case, person=agent)
        store_counter(session, locked)
        return [case.id for case, _ in handed]


def handed_here(session: Session, scope: Scope, agent: str, asked: HandOver) -> list[tuple[Feed, Follow]]:
    """Cases for which the coordinator's unit is responsible, and which this person follows now or left to that
    colleague for this reason before."""
    here = and_(col(TAKEN_OVER.home) == Follow.home, col(TAKEN_OVER.feed) == Follow.feed)
    taken = exists().where(here, col(TAKEN_OVER.agent) == asked.to, col(TAKEN_OVER.until).is_(None))
    left = and_(col(Follow.reason) == "handed_over", col(Follow.because) == asked.reason, taken)
    goes_on = col(Follow.until).is_(None)
    query = select(Feed, Follow).where(col(Follow.home) == col(Feed.home), col(Follow.feed) == col(Feed.id))
    query = query.where(Follow.agent == agent, or_(goes_on, left), Feed.unit == scope.actor.unit)
    rows = session.exec(query.where(col(Feed.erased_at).is_(None)).order_by(col(Feed.opened_at), goes_on)).all()
    newest = {FeedKey(case.home, case.id): (case, follow) for case, follow in rows}
    return [pair for key, pair in newest.items() if key in scope.cases]
