"""One statement for all that the numbers look at in a home: a part for each kind, from its own table.

Each row is the kind, the case, the record, and the kind's asked fields in order, as text. Where only what lies near
some quarters is wanted, a row without a record says on which day before them somebody was last met (`kind`: the base).
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    String,
    Table,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from api import policies
from api.changes.index_tables import ROWS
from api.changes.tables import ID
from api.db.bulk import plain_id
from api.numbers.asked_kinds import AskedKind, kinds_asked
from api.policies.report_definitions import ReportCondition
from api.records import KINDS

COMMON = 3  # columns before the fields
MOST = max(len(asked.fields) for asked in kinds_asked().values())


class Wanted(NamedTuple):
    """`dated`: kinds of which what lies near a quarter matters to it, else those that matter to every quarter; `near`:
    of these only what lies there; `some`: of cases that are named, and not of all in the home."""

    dated: bool
    near: bool = False
    some: bool = False


def kinds_wanted(wanted: Wanted) -> dict[str, AskedKind]:
    """Those of which the statement tells: kinds of clients' cases."""
    return {
        kind: asked
        for kind, asked in kinds_asked().items()
        if KINDS[kind].feed == "case" and (asked.near is not None) == wanted.dated
    }


@cache
def rows_wanted(wanted: Wanted, *, postgres: bool) -> CompoundSelect[Any]:
    """`home`; with `some` the cases, `feeds`; with `near` the days `first`, and `first_3` and `last_3` of a kind that
    says something of three days on both sides."""
    parts = [living(kind, asked, wanted, postgres=postgres) for kind, asked in kinds_wanted(wanted).items()]
    return union_all(*parts, *(met_before(wanted, postgres=postgres) if wanted.near else ()))


def living(kind: str, asked: AskedKind, wanted: Wanted, *, postgres: bool) -> Select[Any]:
    """What was not taken back."""
    table = ROWS[kind]
    fields = [as_text(table.c[name], postgres=postgres) for name in asked.fields]
    query = select(named(kind), plain_id(table.c.feed), plain_id(table.c.id), *padded(fields))
    query = query.where(*lies_there(table, wanted, postgres=postgres))
    return query.where(is_near(table, asked)) if wanted.near else query


def met_before(wanted: Wanted, *, postgres: bool) -> Iterator[Select[Any]]:
    """Of each case, by each base that counts whom somebody met."""
    bases = (base for base in policies.told_numbers().bases if base.clients == "met")
    for key, counted in ((base.key, counted) for base in bases for counted in base.any):
        table = ROWS[counted.kind]
        day = table.c[KINDS[counted.kind].day or ""]
        newest = as_text(func.max(day), postgres=postgres)
        query = select(named(key), plain_id(table.c.feed), null(), *padded([newest])).group_by(table.c.feed)
        query = query.where(*lies_there(table, wanted, postgres=postgres), day < bindparam("first", type_=Date))
        yield query.where(*(holds(table, one) for one in counted.when))


def lies_there(table: Table, wanted: Wanted, *, postgres: bool) -> Iterator[ColumnElement[bool]]:
    """In the home, and in the named cases."""
    yield table.c.home == bindparam("home", type_=ID)
    yield table.c.voided_because.is_(None)
    if wanted.some and postgres:
        yield table.c.feed == any_(bindparam("feeds", type_=ARRAY(Uuid(as_uuid=False))))
    elif wanted.some:
        listed = func.json_each(bindparam("feeds", type_=Text)).table_valued("value")
        yield type_coerce(table.c.feed, String).in_(select(listed.c.value))


def is_near(table: Table, asked: AskedKind) -> ColumnElement[bool]:
    """By one of its days; and what has none, which lies where it was written down."""
    first, last = (bindparam(f"{end}_{asked.near}", type_=Date) for end in ("first", "last"))
    days = [table.c[name] for name in asked.days]
    return or_(days[0].is_(None), *(and_(day >= first, day <= last) for day in days))


def holds(table: Table, condition: ReportCondition) -> ColumnElement[bool]:
    """Of a field with one value."""
    column = table.c[condition.field]
    return column.in_(condition.among) if condition.among else column.is_not(None)


def named(name: str) -> ColumnElement[str]:
    """Written into the statement, so that none of it is bound."""
    return literal_column(f"'{name}'", String)


def as_text(column: ColumnElement[Any], *, postgres: bool) -> ColumnElement[str]:
    """As it lies there on SQLite."""
    return cast(column, Text) if postgres else type_coerce(column, String)


def padded(fields: list[ColumnElement[str]]) -> list[ColumnElement[Any]]:
    """To as many as any kind has."""
    return [*fields, *(null() for _ in range(MOST - len(fields)))]
