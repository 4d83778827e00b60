"""A record at rest: one table per kind, made from its shape, for queries. The whole record is `change.body`."""

from datetime import date
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKeyConstraint, Index, String, Table, Text
from sqlmodel import SQLModel

from api.changes.tables import ID
from api.db.utc import WHEN
from api.records import KINDS, Record

COLUMNS: dict[type, Any] = {bool: Boolean, int: BigInteger, date: Date}


def column_type(annotation: Any) -> Any:
    """bool, int, date by themselves; a choice a short string; a string or anything nested as text."""
    kept = bare(annotation)
    return String(40) if get_origin(kept) is Literal else COLUMNS.get(kept, Text)


def is_nested(annotation: Any) -> bool:
    """Whether its column holds JSON as text."""
    kept = bare(annotation)
    return column_type(kept) is Text and kept is not str


def bare(annotation: Any) -> Any:
    """Without what stands around it: that it may be absent, and how it is checked."""
    if get_origin(annotation) in (Union, UnionType):
        return bare(next(part for part in get_args(annotation) if part is not type(None)))
    return bare(get_args(annotation)[0]) if hasattr(annotation, "__metadata__") else annotation


def table_of(kind: type[Record]) -> Table:
    """Its fields as columns, led by home and id; `changed_at` and `asked` (an open question) help lists."""
    fields = [Column(name, column_type(field.annotation)) for name, field in kind.model_fields.items()]
    return Table(
        kind.kind,
        SQLModel.metadata,
        Column("home", ID, primary_key=True),
        Column("id", ID, primary_key=True),
        Column("feed", ID, nullable=False),
        Column("record_version", BigInteger, nullable=False),
        Column("changed_at", WHEN, nullable=False),
        Column("asked", Boolean, nullable=False),
        *fields,
        ForeignKeyConstraint(["home", "feed"], ["feed.home", "feed.id"]),
        Index(f"{kind.kind}_feed", "home", "feed"),
    )


ROWS: dict[str, Table] = {name: table_of(kind) for name, kind in KINDS.items()}
