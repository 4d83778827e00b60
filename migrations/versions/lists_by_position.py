"""Lists go by positions: an index for them, and the cases that left somebody. One entry of the read log is one read."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "lists_by_position"
down_revision = "visit_support"
branch_labels = None
depends_on = None

ID = sa.Uuid(as_uuid=False)
LOG = sa.table("read_log", *(sa.column(name, sa.Text) for name in ("record", "feed", "records", "feeds", "count")))
PARTS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))


def upgrade() -> None:
    newest = {"postgresql_where": sa.text("last"), "sqlite_where": sa.text("last = 1")}
    op.create_index("change_kind", "change", ["home", "kind", "position"], **newest)
    op.create_table(
        "departure",
        sa.Column("home", ID, primary_key=True),
        sa.Column("position", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("feed", ID, nullable=False),
        sa.Column("person", ID, nullable=True),
        sa.Column("unit", ID, nullable=True),
    )
    op.create_index("departure_person", "departure", ["person", "home"])
    op.create_index("departure_unit", "departure", ["unit", "home"])
    op.drop_index("read_log_feed", "read_log")
    for name, kind, value in (
        ("how", sa.String(10), "read"), ("asked", sa.Text(), "{}"), ("count", sa.Integer(), "1"),
        ("records", sa.Text(), "[]"), ("feeds", sa.Text(), "[]"),
    ):  # fmt: skip
        op.add_column("read_log", sa.Column(name, kind, nullable=False, server_default=value))
    for name, many in (("record", "records"), ("feed", "feeds")):
        op.execute(sa.update(LOG).values({many: sa.literal('["') + dashed(name) + sa.literal('"]')}))
    with op.batch_alter_table("read_log") as log:
        for name in ("how", "asked", "count", "records", "feeds"):
            log.alter_column(name, server_default=None)
        log.drop_column("record")
        log.drop_column("feed")
    op.create_index("read_log_at", "read_log", ["home", "at"])


def downgrade() -> None:
    """A read of many records becomes an entry of its first."""
    op.drop_index("read_log_at", "read_log")
    for name in ("record", "feed"):
        op.add_column("read_log", sa.Column(name, ID, nullable=True))
    for name, many in (("record", "records"), ("feed", "feeds")):
        first = sa.func.substr(LOG.c[many], 3, 36)
        op.execute(sa.update(LOG).where(LOG.c["count"] > 0).values({name: undashed(first)}))
    op.execute("DELETE FROM read_log WHERE count = 0")
    with op.batch_alter_table("read_log") as log:
        for name in ("how", "asked", "count", "records", "feeds"):
            log.drop_column(name)
        for name in ("record", "feed"):
            log.alter_column(name, nullable=False)
    op.create_index("read_log_feed", "read_log", ["home", "feed"])
    op.drop_index("departure_unit", "departure")
    op.drop_index("departure_person", "departure")
    op.drop_table("departure")
    op.drop_index("change_kind", "change")


def dashed(column: str) -> Any:
    """An id as text. SQLite keeps ids without dashes."""
    if op.get_bind().dialect.name == "postgresql":
        return sa.cast(LOG.c[column], sa.Text)
    first, *rest = (sa.func.substr(LOG.c[column], start, many) for start, many in PARTS)
    return sum((sa.literal("-") + part for part in rest), start=first)


def undashed(text: Any) -> Any:
    """And back."""
    return sa.cast(text, ID) if op.get_bind().dialect.name == "postgresql" else sa.func.replace(text, "-", "")
