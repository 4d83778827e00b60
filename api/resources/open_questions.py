"""Fields in which two people wrote different things at once: who accompanies the client answers, the coordinator sees
that it is asked."""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import APIRouter
from sqlalchemy import String, cast, literal, select, union_all
from sqlmodel import Session, SQLModel, col

from api.access.read_log import SeenRecord, log_read
from api.access.scope import Scope
from api.access.views import view_of
from api.changes.feed_key import FeedKey
from api.changes.index_tables import ROWS
from api.changes.tables import Feed
from api.db.engine import TheEngine, one_of
from api.problems.tree import NotYours, SignInNeeded, answers
from api.records import KINDS
from api.resources.scoped import Looking
from api.shapes import WireShape

router = APIRouter(prefix="/v1/questions", tags=["unit"])
CHANGE = SQLModel.metadata.tables["change"]


class OpenQuestion(WireShape):
    """A record with fields in which two people wrote different things. Values are told where the reader's view opens
    them."""

    kind: str
    """The record's kind."""
    record: str
    """The record."""
    client: str
    """In whose case it lies."""
    fields: list[str]
    """The fields that are asked about."""
    set: dict[str, Any]
    """What stands in them now, where the reader may see it."""
    others: dict[str, list[Any]]
    """By field: what others wrote there instead, where the reader may see it."""


@router.get("", responses=answers(SignInNeeded, NotYours))
def list_open_questions(entered: Looking, engine: TheEngine) -> list[OpenQuestion]:
    """Those in the records of the coordinator's unit, case by case. They are answered on a phone that follows."""
    session, scope = entered
    if scope.actor.role != "coordinator":
        raise NotYours("coordinators-only")
    rows = [row for row in asked_records(session, scope) if FeedKey(row.home, row.feed) in scope.cases]
    log_read(engine, scope, "question", "overview", [SeenRecord(row.record, row.feed) for row in rows])
    return [question_of(scope, row) for row in rows]


def asked_records(session: Session, scope: Scope) -> list[Any]:
    """Living records of her unit's cases that bear a question, the newest version of each. Homes are named, so that no
    table is walked through for all units."""
    asked = union_all(
        *(select(table.c.home, table.c.id, cast(literal(kind), String).label("kind"))
          .where(one_of(session, table.c.home, scope.cases.homes), table.c.asked, table.c.voided_because.is_(None))
          for kind, table in ROWS.items() if KINDS[kind].feed == "case")
    ).subquery("asked")  # fmt: skip
    query = select(CHANGE.c.home, CHANGE.c.feed, CHANGE.c.record, CHANGE.c.kind, CHANGE.c.body)
    query = query.join(asked, (asked.c.home == CHANGE.c.home) & (asked.c.id == CHANGE.c.record))
    query = query.join(Feed, (col(Feed.home) == CHANGE.c.home) & (col(Feed.id) == CHANGE.c.feed))
    query = query.where(CHANGE.c.last, col(Feed.unit) == scope.actor.unit, col(Feed.erased_at).is_(None))
    return list(session.connection().execute(query.order_by(CHANGE.c.home, CHANGE.c.feed, CHANGE.c.record)).all())


def question_of(scope: Scope, row: Any) -> OpenQuestion:
    """Through her view of the kind."""
    body: Mapping[str, Any] = orjson.loads(row.body)
    questions = body.get("questions", {})
    seen = view_of(scope, KINDS[row.kind], FeedKey(row.home, row.feed), row.record, dict(body))
    return OpenQuestion(
        kind=row.kind, record=row.record, client=row.feed, fields=sorted(questions),
        set={name: body[name] for name in questions if name in seen and name in body},
        others={name: [one["value"] for one in losers] for name, losers in questions.items() if name in seen},
    )  # fmt: skip
