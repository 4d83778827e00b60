"""Two cases of one person: one is closed and points to the other. Nothing moves; who followed it is invited there."""

from dataclasses import replace

from fastapi import APIRouter
from sqlmodel import Session

from api.access.entering import acting_within, enter_again
from api.access.scope import Scope, feed_in_scope
from api.changes.feeds import lock_home
from api.changes.write_batch import WriteBatch
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.identity.current_actor import Claimed
from api.ids import UUID7, new_id
from api.problems.tree import Invalid, NotFound, NotYours
from api.records.client import MERGER, Client
from api.resources.followers import REFUSALS, ClientId, Follower, followers
from api.resources.records.body_changes import built
from api.resources.records.commands import written
from api.resources.records.found import Found, find
from api.shapes import ClosedShape
from api.sync.push import Moments, author_of

router = APIRouter(prefix="/v1/clients", tags=["followers"])
SAME = "same_person"


class SamePerson(ClosedShape):
    """Under which of the two she goes on."""

    client: UUID7
    """The other client's record id: of the same unit, and not closed."""


@router.post("/{client}/same-person", responses=REFUSALS)
@repeatable
def close_as_same(client: ClientId, same: SamePerson, claim: Claimed, engine: TheEngine) -> list[Follower]:
    """Closes this case with a pointer to the other one of the same person; answers who follows and followed it.

    Its records stay where they are. Refused while a danger in it is open.
    """
    with acting_within(engine, claim) as (session, before):
        home = feed_in_scope(session, before, client).home
        locked = lock_home(session, home)
        session.expire_all()
        scope = enter_again(session, claim)
        feed = feed_in_scope(session, scope, client)
        if scope.actor.role != "coordinator":
            raise NotYours("coordinators-only")
        must_go_on(session, scope, same.client, client)
        found = find(session, scope, Client, client)
        if found.values is not None and found.values.get("same_as") != same.client:
            change = built(closing(found, same.client))
            author = author_of(
                replace(scope.actor, role=MERGER), Moments(claim.now, None), locked, over_rest=True, trusted=True
            )
            batch = WriteBatch(session, locked, author).load([change])
            written(batch, scope, Client, change, lambda _held, asked: asked)
        session.flush()
        return followers(session, feed)


def must_go_on(session: Session, scope: Scope, other: str, client: str) -> None:
    """The case pointed to is another one of hers, and open: so pointers make no circle when they are made."""
    try:
        stands = find(session, scope, Client, other).values or {}
    except NotFound:
        stands = {}
    over = stands.get("status") == "closed" or stands.get("voided_because")
    if other == client or not stands or over:
        raise Invalid.at("/client", "not-another-case")


def closing(found: Found, other: str) -> dict[str, object]:
    """The change of the client, over what stands now."""
    sets = {"status": "closed", "closed_reason": SAME, "same_as": other}
    was = {name: (found.values or {}).get(name) for name in sets}
    change = new_id()
    return {"id": change, "kind": "client", "record": found.record, "feed": found.case.id, "set": sets, "was": was}
