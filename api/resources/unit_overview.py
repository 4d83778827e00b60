"""A coordinator's unit at a glance: who works there, and who accompanies whom."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from sqlalchemy import ColumnElement, tuple_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from api import policies
from api.access.read_log import SeenRecord, log_read
from api.access.scope import Scope
from api.changes.feed_key import FeedKey
from api.changes.index_tables import ROWS
from api.changes.tables import Feed, Follow
from api.db.engine import TheEngine
from api.identity.current_actor import Reading, SignedIn
from api.identity.memberships import Membership
from api.identity.people import Person
from api.identity.renewals import was_renewed
from api.identity.tables import Enrolment
from api.identity.unit_phones import answered_for
from api.numbers.living_records import records_of_cases
from api.problems.tree import Invalid, NotYours, SignInNeeded, answers
from api.records import KINDS
from api.records.journey_step import step_now
from api.records.task_case import TaskCase
from api.resources.scoped import Looking
from api.shapes import WireShape

router = APIRouter(prefix="/v1", tags=["unit"])
STEPS = policies.journey().steps

AtStep = Annotated[
    str | None,
    Query(pattern=f"^({'|'.join(one.key for one in STEPS)})$", description="Only those at this step of the journey."),
]


class UnitPerson(WireShape):
    """Somebody with a role in the unit. `active`: she may sign in; `phones`: enrolments of hers that count."""

    id: str
    """The person's id."""
    name: str
    """As colleagues know the person."""
    roles: list[str]
    """Roles in the unit, the oldest first."""
    active: bool
    """Whether the person may sign in."""
    phones: int
    """How many enrolments of the person count."""


class CaseFollower(WireShape):
    """Who holds the case, and since when."""

    agent: str
    """The person's id."""
    name: str
    """As colleagues know the person."""
    since: datetime
    """From when."""


class FollowedCase(WireShape):
    """A case for which the unit is responsible. Nobody in `followers`: it lies on no phone."""

    client: str
    """The client's record id."""
    code: str | None = None
    """The client's code. Absent: not known."""
    alias: str | None = None
    """What the client is called. Absent: not known."""
    status: str | None = None
    """Where the accompaniment stands. Absent: nothing was said."""
    step: str | None = None
    """At which step of the journey (policy `journey`) its records say that it is. Absent: none was read."""
    followers: list[CaseFollower]
    """Those of today, the longest first."""


@router.get("/agents", response_model_exclude_none=True, responses=answers(SignInNeeded, NotYours))
def list_agents(actor: SignedIn, session: Reading) -> list[UnitPerson]:
    """The people of the coordinator's unit by name, also those switched off; an admin sees everybody with a role."""
    here: list[ColumnElement[bool]] = [col(Membership.ended_at).is_(None)]
    if actor.role == "coordinator":
        here.append(col(Membership.unit) == actor.unit)
    query = select(Person, Membership.role).join(Membership).where(answered_for(actor), *here)
    phones, people = phones_of(session), dict[str, UnitPerson]()
    for person, role in session.exec(query.order_by(Person.name, Person.id, col(Membership.began_at))).all():
        of_her = UnitPerson(
            id=person.id, name=person.name, roles=[], active=person.active, phones=phones.get(person.id, 0)
        )
        people.setdefault(person.id, of_her).roles.append(role)
    return list(people.values())


def phones_of(session: Session) -> dict[str, int]:
    """{person: how many phones of hers count}."""
    query = select(Enrolment.person, func.count()).where(Enrolment.status == "active", ~was_renewed())
    return dict(session.exec(query.group_by(col(Enrolment.person))).all())


@router.get("/followers", response_model_exclude_none=True, responses=answers(SignInNeeded, NotYours, Invalid))
def list_followed_cases(entered: Looking, engine: TheEngine, step: AtStep = None) -> list[FollowedCase]:
    """Who accompanies whom: the cases of the coordinator's unit by alias, each with those who follow it now."""
    session, scope = entered
    actor = scope.actor
    if actor.role != "coordinator":
        raise NotYours("coordinators-only")
    rows, steps = cases_of(session, scope), dict[FeedKey, str | None]()
    if rows:
        steps = steps_of(session, scope, [FeedKey(row.home, row.feed) for row in rows])
    rows = [row for row in rows if step in (None, steps[FeedKey(row.home, row.feed)])]
    log_read(engine, scope, "client", "overview", [SeenRecord(row.feed, row.feed) for row in rows])
    held = followers_of(session, [FeedKey(row.home, row.feed) for row in rows])
    return [
        FollowedCase(
            client=row.feed, code=row.code, alias=row.alias, status=row.status,
            step=steps[FeedKey(row.home, row.feed)], followers=held[FeedKey(row.home, row.feed)],
        )
        for row in rows
    ]  # fmt: skip


def steps_of(session: Session, scope: Scope, cases: Sequence[FeedKey]) -> dict[FeedKey, str | None]:
    """{case: its step today}."""
    today = scope.now.astimezone(ZoneInfo(scope.actor.timezone)).date()
    found = records_of_cases(session, scope, cases, sorted({one.kind for one in STEPS}))
    return {case: step_now(TaskCase(KINDS, records, today), STEPS) for case, records in found.items()}


def cases_of(session: Session, scope: Scope) -> Sequence[Any]:
    """What a coordinator's view of a client opens of each."""
    client = ROWS["client"]
    query = select_columns(client.c.home, client.c.feed, client.c.code, client.c.alias, client.c.status)
    query = query.join_from(client, Feed, (client.c.home == Feed.home) & (client.c.feed == Feed.id))
    query = query.where(col(Feed.unit) == scope.actor.unit, col(Feed.erased_at).is_(None))
    query = query.where(client.c.voided_because.is_(None)).order_by(client.c.alias, client.c.feed)
    rows = session.connection().execute(query).all()
    return [row for row in rows if FeedKey(row.home, row.feed) in scope.cases]


def followers_of(session: Session, cases: Collection[FeedKey]) -> dict[FeedKey, list[CaseFollower]]:
    """{case: its followers now, the longest first}."""
    query = select(Follow, Person.name).join(Person, col(Person.id) == Follow.agent)
    query = query.where(tuple_(col(Follow.home), col(Follow.feed)).in_(cases), col(Follow.until).is_(None))
    held: dict[FeedKey, list[CaseFollower]] = {case: [] for case in cases}
    for one, name in session.exec(query.order_by(col(Follow.since), col(Follow.agent))).all():
        held[FeedKey(one.home, one.feed)].append(CaseFollower(agent=one.agent, name=name, since=one.since))
    return held
