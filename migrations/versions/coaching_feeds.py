"""Every unit has a second feed of its own, its coaching papers: the unit's id with version 8, in the unit's home."""

import sqlalchemy as sa
from alembic import op

revision = "coaching_feeds"
down_revision = "approval_heard"
branch_labels = None
depends_on = None

ID = sa.Uuid(as_uuid=False)
FEED = sa.table(
    "feed", *(sa.column(name, ID) for name in ("home", "id", "unit", "opened_by")), sa.column("position", sa.BigInteger),
    sa.column("live", sa.Integer), sa.column("sum", sa.BigInteger),
    sa.column("opened_at", sa.DateTime(timezone=True)),
)  # fmt: skip
COACHING = {
    "postgresql": "overlay(id::text placing '8' from 15 for 1)::uuid",
    "sqlite": "substr(id, 1, 12) || '8' || substr(id, 14)",
}


def coaching() -> sa.TextClause:
    """The id of a unit, as this engine keeps it, with version 8."""
    return sa.text(COACHING[op.get_bind().dialect.name])


def upgrade() -> None:
    unit, numbers = sa.table("unit", sa.column("id", ID), sa.column("created_at")), (sa.literal(0),) * 3
    every = sa.select(unit.c.id, coaching(), unit.c.id, unit.c.id, *numbers, unit.c.created_at).select_from(unit)
    op.execute(
        sa.insert(FEED).from_select(
            ["home", "id", "unit", "opened_by", "position", "live", "sum", "opened_at"], every
        )
    )  # fmt: skip


def downgrade() -> None:
    """With what was written there."""
    change, mine = sa.table("change", sa.column("feed")), sa.select(coaching()).select_from(sa.table("unit"))
    op.execute(sa.delete(change).where(change.c.feed.in_(mine)))
    op.execute(sa.delete(FEED).where(FEED.c.id.in_(mine)))
