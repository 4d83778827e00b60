"""A row whose key may be there already, on both engines."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session


def add_once(session: Session, table: Table, row: dict[str, Any]) -> None:
    """What stands under its key stays."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.connection().execute(insert(table).values(row).on_conflict_do_nothing())
