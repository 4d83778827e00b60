"""The living records of some cases, as far as their reader may know of them: one statement for each home."""

from collections.abc import Sequence

import orjson
from sqlalchemy import select
from sqlmodel import Session, SQLModel

from api.access.scope import Scope
from api.changes.feed_key import FeedKey
from api.db.engine import one_of
from api.records import KINDS
from api.records.task_case import TaskRecord

CHANGE = SQLModel.metadata.tables["change"]


def records_of_cases(
    session: Session, scope: Scope, cases: Sequence[FeedKey], named: Sequence[str]
) -> dict[FeedKey, list[TaskRecord]]:
    """Living records of these kinds, without those of which the reader may not know at all."""
    found: dict[FeedKey, list[TaskRecord]] = {case: [] for case in cases}
    for home in sorted({case.home for case in cases}):
        here = {case.id: case for case in cases if case.home == home}
        # So that no database walks all of a kind that lies in the home.
        kinds = CHANGE.c.kind.concat("").in_(named)
        columns = (CHANGE.c.feed, CHANGE.c.record, CHANGE.c.kind, CHANGE.c.at, CHANGE.c.body)
        query = select(*columns).where(CHANGE.c.home == home, one_of(session, CHANGE.c.feed, here), CHANGE.c.last)
        for feed, record, kind, at, written in session.connection().execute(query.where(kinds)).all():
            body, case = orjson.loads(written) if written else None, here[feed]
            if body and not body.get("voided_because") and scope.has(KINDS[kind], case, record):
                found[case].append(TaskRecord(record, kind, body, at))
    return found
