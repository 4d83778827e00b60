"""The living records of some cases, as far as their reader may know of them: one statement for each home."""

from collections.abc import Sequence

import orjson
from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from api.access.scope import Scope
from api.areas.place_days import written_on
from api.changes.feed_key import FeedKey
from api.db.among import WordList, among
from api.db.fixed import fixed
from api.records import KINDS
from api.records.task_case import TaskRecord

CHANGE = SQLModel.metadata.tables["change"]
# Of a kind with something added, or a database might walk all of it that lies in the home.
KIND = among(CHANGE.c.kind.concat(fixed("")), "kinds", of=WordList())
LIVING = select(*(CHANGE.c[name] for name in ("feed", "record", "kind", "at", "body"))).where(
    CHANGE.c.home == bindparam("home"), among(CHANGE.c.feed, "feeds"), CHANGE.c.last, KIND
)


def records_of_cases(
    session: Session, scope: Scope, cases: Sequence[FeedKey], named: Sequence[str]
) -> dict[FeedKey, list[TaskRecord]]:
    """Living records of these kinds, without those of which the reader may not know at all."""
    found: dict[FeedKey, list[TaskRecord]] = {case: [] for case in cases}
    for home in sorted({case.home for case in cases}):
        here = {case.id: case for case in cases if case.home == home}
        asked = {"home": home, "feeds": here, "kinds": named}
        for feed, record, kind, at, written in session.connection().execute(LIVING, asked).all():
            body, case = orjson.loads(written) if written else None, here[feed]
            if body and not body.get("voided_because") and scope.has(KINDS[kind], case, record):
                dated = body.get(KINDS[kind].day or "")
                written = "" if dated else written_on(record, at, scope.actor.timezone)
                found[case].append(TaskRecord(record, kind, body, written))
    return found
