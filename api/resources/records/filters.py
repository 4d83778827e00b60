"""What may stand behind a list's question mark. What does not fit the kind or its reader is refused."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Annotated, Any

from fastapi import Query
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError
from sqlalchemy import ColumnElement, and_, literal, select
from sqlmodel import Session, SQLModel

from api.access.reached_cases import ReachedCases
from api.access.scope import Scope
from api.changes.feed_key import FeedKey
from api.changes.index_tables import ROWS
from api.db.utc import in_utc
from api.ids import UUID7
from api.problems.messages import fault_at
from api.problems.tree import Invalid
from api.records import Record
from api.records.record import choices
from api.resources.records.cursor import LONGEST

CHANGE, FEED = SQLModel.metadata.tables["change"], SQLModel.metadata.tables["feed"]


def calendar(value: Any) -> Any:
    """A number of seconds is no day and no moment, though pydantic would take it for one."""
    if isinstance(value, str) and "-" not in value[1:]:
        raise PydanticCustomError("date_parsing", "not a day of the calendar")
    return value


Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
OnDay = Annotated[date, BeforeValidator(calendar)]
Since = Annotated[AwareDatetime, BeforeValidator(calendar), AfterValidator(in_utc)]


class Filters(BaseModel):
    """Query of every list. Days are the record's own (`on`, `sent_on` or `starts_on`), inclusive."""

    model_config = ConfigDict(extra="forbid")

    client: Annotated[UUID7 | None, Field(description="Only this client's.")] = None
    unit: Annotated[UUID7 | None, Field(description="Only of this unit.")] = None
    status: Annotated[Word | None, Field(description="Only with this status.")] = None
    from_on: Annotated[OnDay | None, Field(description="From this day.")] = None
    to_on: Annotated[OnDay | None, Field(description="Until this day.")] = None
    changed_after: Annotated[Since | None, Field(description="Changed later than this, with a time zone.")] = None
    missing: Annotated[Word | None, Field(description="Only where this field is empty.")] = None
    asked: Annotated[bool, Field(description="Only with an open question.")] = False
    voided: Annotated[bool, Field(description="Also those taken back.")] = False
    cursor: Annotated[str | None, Field(max_length=LONGEST, description="`next` of the page before.")] = None
    limit: Annotated[int, Field(ge=1, le=200, description="The most records on a page.")] = 50

    def narrows(self) -> dict[str, Any]:
        """What is asked for, the place in the list aside."""
        return self.model_dump(mode="json", exclude={"cursor", "limit"}, exclude_defaults=True)


ListQuery = Annotated[Filters, Query()]


def of_cases_asked(
    session: Session, scope: Scope, kind: type[Record], filters: Filters, home: str
) -> ColumnElement[bool]:  # fmt: skip
    """A change of this home lies in a case in scope that the filters leave."""
    feed = CHANGE.c.feed
    cases = scope.cases if kind.readable_by.get(scope.actor.role) else ReachedCases(scope.followed)
    mine = cases.within(session, home, feed)
    if filters.client is not None:
        mine = and_(literal(FeedKey(home, filters.client) in cases), feed == filters.client)
    if filters.unit is None:
        return mine
    return and_(mine, feed.in_(select(FEED.c.id).where(FEED.c.home == home, FEED.c.unit == filters.unit)))


def conditions(scope: Scope, kind: type[Record], filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Those that the kind's table can answer; what was taken back is seen by the body."""
    table = ROWS[kind.kind]
    if filters.client and kind.feed != "case":
        raise Invalid(errors=[fault_at("/query/client", "filter-not-here")])
    for name in ("client", "unit"):
        if scope.never_named(kind.feed) and getattr(filters, name):
            raise Invalid(errors=[fault_at(f"/query/{name}", "filter-not-here")])
    of = fields_to_filter(scope, kind)
    if filters.status:
        yield table.c[must_choose(kind, of, filters.status)] == filters.status
    if filters.from_on:
        yield table.c[must_have(kind.day, of, "from_on")] >= filters.from_on
    if filters.to_on:
        yield table.c[must_have(kind.day, of, "to_on")] <= filters.to_on
    if filters.missing:
        yield table.c[must_have(filters.missing, of, "missing")].is_(None)
    if filters.asked:
        yield table.c.asked
    if filters.changed_after:
        yield table.c.changed_at > filters.changed_after


def fields_to_filter(scope: Scope, kind: type[Record]) -> Collection[str]:
    """What every record of the kind shows to this reader, at the least: any other filter would be an oracle."""
    if kind.feed in scope.reach.follows and not scope.reach.unit:
        return kind.model_fields
    shown = kind.readable_by.get(scope.actor.role, frozenset())
    return shown & kind.readable_after_end.get(scope.actor.role, shown) if scope.reach.sent else shown


def must_have(name: str | None, fields: Collection[str], filter_: str) -> str:
    """A field this reader may filter by."""
    if name not in fields or name is None:
        raise Invalid(errors=[fault_at(f"/query/{filter_}", "filter-not-here")])
    return name


def must_choose(kind: type[Record], fields: Collection[str], value: str) -> str:
    """A status that this kind knows."""
    known = choices(kind.model_fields[must_have("status", fields, "status")].annotation)
    if known and value not in known:
        raise Invalid(errors=[fault_at("/query/status", "unknown-choice")])
    return "status"
