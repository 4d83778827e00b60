"""The tasks of some cases, as far as their reader may know of them: two statements, and one more for each home."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import literal, select, tuple_
from sqlmodel import Session, SQLModel

from api.access.scope import RecordKey, Scope
from api.access.views import view_of
from api.changes.feed_key import FeedKey
from api.numbers.living_records import records_of_cases
from api.records import KINDS
from api.records.task import DeclaredTask
from api.records.task_case import TaskRecord
from api.records.task_fields import LookedAt, kinds_read, looked_at
from api.records.tasks import DueTask, tasks_of

CHANGE, FEED = SQLModel.metadata.tables["change"], SQLModel.metadata.tables["feed"]
# A coordinator is asked for her own part, and sees what is asked of her unit's agents.
ASKED_OF = {"coordinator": ("agent", "coordinator")}


class CaseTask(NamedTuple):
    """A task, the case it is about, and the record that opened that case, through the reader's view."""

    case: FeedKey
    due: DueTask
    head: Mapping[str, Any]


def cases_after(session: Session, scope: Scope, after: FeedKey | None, client: str | None, size: int) -> list[FeedKey]:
    """The next of those in scope, in a fixed order."""
    place = tuple_(FEED.c.home, FEED.c.id)
    query = select(FEED.c.home, FEED.c.id).where(
        scope.cases.anywhere(session, FEED.c.home, FEED.c.id), FEED.c.erased_at.is_(None)
    )
    if after:
        query = query.where(place > tuple_(literal(after.home, FEED.c.home.type), literal(after.id, FEED.c.id.type)))
    if client:
        query = query.where(FEED.c.id == client)
    rows = session.connection().execute(query.order_by(FEED.c.home, FEED.c.id).limit(size))
    return [FeedKey(*row) for row in rows]


def tasks_told(session: Session, scope: Scope, cases: Sequence[FeedKey], today: date) -> list[CaseTask]:
    """Of each case those its reader may know of, the gravest first."""
    roles = ASKED_OF.get(scope.actor.role, (scope.actor.role,))
    found = []
    for case, records in records_of_cases(session, scope, cases, kinds_read(KINDS)).items():
        known = records if case in scope.followed else [as_known(scope, one) for one in records]
        due = [one for one in tasks_of(KINDS, known, today, roles) if may_know(scope, case, one)]
        head = head_seen(scope, case, records) if due else {}
        found += [CaseTask(case, one, head) for one in due]
    return found


def as_known(scope: Scope, one: TaskRecord) -> TaskRecord:
    """Of whom she does not read whether anybody was met, somebody was: no task tells it instead."""
    kind = KINDS[one.kind]
    if kind.missed is None or kind.missed.field in kind.readable_by.get(scope.actor.role, ()):
        return one
    return one._replace(values={name: value for name, value in one.values.items() if name != kind.missed.field})


def may_know(scope: Scope, case: FeedKey, one: DueTask) -> bool:
    """Whether her view holds every field on which it rests."""
    if case in scope.followed:
        return True
    if scope.is_over(RecordKey(case.home, one.record.id)):
        return False
    own = view_of(scope, KINDS[one.record.kind], case, one.record.id, dict(one.record.values))
    looked = fields_of(one.record.kind, one.task)
    return all(at.field in (own if at.own else read_by(scope, at)) for at in looked)


def read_by(scope: Scope, at: LookedAt) -> Iterable[str]:
    """What is read of every record of this kind; where no field is asked for, that there is one."""
    fields = KINDS[at.kind].readable_by.get(scope.actor.role, frozenset())
    return {*fields, ""} if fields else fields


@lru_cache(maxsize=1024)
def fields_of(kind: str, task: DeclaredTask) -> frozenset[LookedAt]:
    """Of each task once."""
    return looked_at(KINDS, kind, task)


def head_seen(scope: Scope, case: FeedKey, records: Iterable[TaskRecord]) -> Mapping[str, Any]:
    """Of the record that opened the case, what its reader sees."""
    head = next((one for one in records if KINDS[one.kind].opens_case), None)
    if head is None:
        return {}
    fields = view_of(scope, KINDS[head.kind], case, head.id, dict(head.values))
    return {name: value for name, value in head.values.items() if name in fields}
