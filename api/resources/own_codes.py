"""The code with which a client opens her own page."""

from datetime import timedelta

from fastapi import APIRouter

from api.access.entering import acting_within
from api.access.own_case import DAYS, LENGTH
from api.access.rights_requests import hold_case
from api.access.scope import feed_in_scope
from api.changes.feed_key import FeedKey
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.db.stated_scope import state
from api.identity.audits import record_audit
from api.identity.current_actor import Claimed, TheSettings
from api.identity.enrolment_codes import shown
from api.identity.memberships import role_of
from api.identity.rate_limits import CODES_MADE, hit_rate_limit
from api.problems.tree import Invalid, NotFound, NotYours, SignInNeeded, TooMany, answers
from api.resources.days import day_in
from api.resources.followers import ClientId
from api.resources.own_data_shapes import OwnCode
from api.visitors.visitor_codes import OWN_CODE, OWN_CODE_LED, end_own_codes, make_visitor_code

router = APIRouter(prefix="/v1", tags=["own-data"])
REFUSALS = answers(SignInNeeded, NotYours, NotFound, Invalid, TooMany)


@router.post("/clients/{client}/own-codes", status_code=201, responses=REFUSALS)
@repeatable
def make_own_code(client: ClientId, claim: Claimed, engine: TheEngine, settings: TheSettings) -> OwnCode:
    """A code with which this client sees what is kept of her, for seven days. The one before counts no more. Given by
    whoever leads the unit, it tells complaints and her own words too; whoever accompanies her could read those by a
    code that she makes for herself, and who may have kept it: it ends when somebody accompanies her no more."""
    hit_rate_limit(engine, settings, CODES_MADE, f"own {claim.bearer.person}", now=claim.now)
    with acting_within(engine, claim) as (session, scope):
        today = day_in(claim.now, scope.actor.timezone)
        until = today + timedelta(days=DAYS)
        feed = feed_in_scope(session, scope, client)
        state(session, {"home": feed.home})
        hold_case(session, FeedKey(feed.home, feed.id))
        led = scope.actor.role == "coordinator"
        end_own_codes(session, feed.home, feed.id, led=led)
        code = make_visitor_code(
            session, settings, OWN_CODE_LED if led else OWN_CODE, LENGTH, home=feed.home, about=feed.id, today=today,
            until=until, given_under=role_of(session, scope.actor),
        )  # fmt: skip
        record_audit(session, "own-code", feed.id, by=scope.actor.id, now=claim.now)
    return OwnCode(code=shown(code), until=until)
