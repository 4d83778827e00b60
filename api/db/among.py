"""Many ids under one name of a statement that is written once: an IN list would be planned anew for each length."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, Boolean, ColumnElement, Dialect, Text, TypeDecorator, Uuid, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class WordList(TypeDecorator[Iterable[str]]):
    """An array on PostgreSQL; on SQLite a JSON list."""

    impl = Text
    cache_ok = True
    member: Any = Text()

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """The one type or the other."""
        return dialect.type_descriptor(ARRAY(self.member) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> Any:
        """From any collection."""
        words = list(value or ())
        return words if dialect.name == "postgresql" else self.on_sqlite(json.dumps(words))

    def on_sqlite(self, listed: str) -> str:
        """As SQLite keeps each."""
        return listed


class IdList(WordList):
    """The same of ids, of which SQLite keeps 32 digits."""

    cache_ok = True
    member = Uuid(as_uuid=False)

    def on_sqlite(self, listed: str) -> str:
        """Without dashes."""
        return listed.replace("-", "")


class Among(FunctionElement[bool]):
    """Of a column and a list."""

    type = Boolean()
    inherit_cache = True
    # Or SQLite would be asked whether it is 1, and would use no index for that.
    _is_implicitly_boolean = True


def among(column: Any, name: str = "ids", *, of: WordList | None = None) -> ColumnElement[bool]:
    """The column is one of those given under this name: of ids, where nothing else is said."""
    return Among(column, bindparam(name, type_=of or IdList()))


@compiles(Among, "postgresql")
def by_array(element: Among, compiler: Any, **more: Any) -> str:
    column, ids = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} = ANY ({ids})"


@compiles(Among, "sqlite")
def by_json(element: Among, compiler: Any, **more: Any) -> str:
    column, ids = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({ids}))"  # noqa: S608  a column and a parameter
