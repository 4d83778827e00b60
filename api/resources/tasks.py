"""What is to be done next, case by case, worked out from the records as a phone does it. Nothing of it is stored."""

from datetime import date
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.access.read_log import SeenRecord, log_read
from api.access.scope import Scope
from api.changes.feed_key import FeedKey
from api.db.engine import TheEngine
from api.identity.current_actor import TheSettings
from api.ids import UUID7
from api.problems.tree import Invalid, SignInNeeded, answers
from api.records.sentences import sentence
from api.resources.case_tasks import CaseTask, cases_after, tasks_told
from api.resources.scoped import Looking
from api.resources.sealed_place import sealed, unsealed
from api.settings import Settings
from api.shapes import WireShape

router = APIRouter(prefix="/v1/tasks", tags=["tasks"])
LONG = 32

Place = Annotated[str, StringConstraints(max_length=1000)]


class ListedTask(WireShape):
    """Something that a record asks for. It is there while the record asks for it, and ends with what answers it."""

    client: str | None
    """The client it is about. Null: it comes from the unit's own papers, or is not the reader's to know."""
    unit: str | None
    """The unit from whose papers it comes. Null: it comes from a client's case."""
    alias: str | None
    """What the client is called. Null: not the reader's to know."""
    kind: str
    """The kind of the record it comes from."""
    record: str
    """That record."""
    code: str
    """What is asked for, as a word that never changes."""
    sentence: str
    """The same for people, in the language of the request."""
    on: date | None
    """The day it stands under; today for what is asked for every day. Null: as soon as it fits."""
    since: date | None
    """The day it fell due. Null: none is known."""
    late: bool
    """It should have been done before today."""
    danger: bool
    """Somebody is in danger: it comes before everything else."""


class TaskPage(WireShape):
    """The tasks of the next cases. Where few have any, a page may be empty though more waits."""

    items: list[ListedTask]
    """Case by case; of one case the gravest first."""
    next: str | None
    """Where this page ended. Null: it was the last; then the list begins anew, since it changes with the day."""
    more: bool
    """Whether more cases wait."""


class TaskFilters(BaseModel):
    """What may stand behind the question mark."""

    model_config = ConfigDict(extra="forbid")

    client: Annotated[UUID7 | None, Field(description="Only this client's.")] = None
    late: Annotated[bool, Field(description="Only what is late, and what endangers somebody.")] = False
    cursor: Annotated[Place | None, Field(description="`next` of the page before.")] = None
    limit: Annotated[int, Field(ge=1, le=200, description="The most cases looked through for a page.")] = 50


@router.get("", responses=answers(SignInNeeded, Invalid))
def list_tasks(
    query: Annotated[TaskFilters, Query()], entered: Looking, engine: TheEngine, settings: TheSettings
) -> TaskPage:  # fmt: skip
    """An agent's cases, a coordinator's unit, or what waits at an institution: each what the reader may know of."""
    session, scope = entered
    if query.client and scope.reach.unnamed:
        raise Invalid.at("/query/client", "filter-not-here")
    today = scope.now.astimezone(ZoneInfo(scope.actor.timezone)).date()
    cases = cases_after(session, scope, place_of(settings, scope, query), query.client, query.limit + 1)
    page, more = cases[: query.limit], len(cases) > query.limit
    told = tasks_told(session, scope, page, today)
    kept = [one for one in told if one.due.is_late(today) or one.due.task.rank == "danger" or not query.late]
    asked = query.model_dump(mode="json", exclude={"cursor", "limit"}, exclude_defaults=True)
    log_read(engine, scope, "task", "list", [SeenRecord(one.due.record.id, one.case.id) for one in kept], asked)
    items = [listed(scope, one, today) for one in kept]
    return TaskPage(items=items, next=written(settings, scope, query, page[-1]) if more else None, more=more)


def listed(scope: Scope, one: CaseTask, today: date) -> ListedTask:
    """As it is told."""
    task, due = one.due.task, one.due
    of_case = one.case.about == "case"
    client = one.case.id if of_case and not scope.never_named("case") else None
    return ListedTask(
        client=client, unit=None if of_case else one.case.home,
        alias=one.head.get("alias"), kind=due.record.kind, record=due.record.id, code=task.code,
        sentence=sentence(f"task_{task.code}"), on=day_of(due.on), since=day_of(due.since), late=due.is_late(today),
        danger=task.rank == "danger",
    )  # fmt: skip


def day_of(text: str | None) -> date | None:
    """From its text."""
    return date.fromisoformat(text) if text else None


def whose(scope: Scope, query: TaskFilters) -> str:
    """The reader and the list, for which alone a place counts."""
    asked = query.model_dump_json(exclude={"cursor", "limit"}, exclude_defaults=True)
    return "|".join((scope.actor.id, scope.actor.role, "task", asked))


def written(settings: Settings, scope: Scope, query: TaskFilters, case: FeedKey) -> str:
    """A place in the list as text."""
    return sealed(settings, whose(scope, query), UUID(case.home).bytes + UUID(case.id).bytes)


def place_of(settings: Settings, scope: Scope, query: TaskFilters) -> FeedKey | None:
    """And back."""
    if query.cursor is None:
        return None
    raw = unsealed(settings, whose(scope, query), query.cursor)
    if raw is None or len(raw) != LONG:
        raise Invalid.at("/query/cursor", "unknown-cursor")
    return FeedKey(str(UUID(bytes=raw[:16])), str(UUID(bytes=raw[16:])))
