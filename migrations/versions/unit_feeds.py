"""Every unit has a feed of its own: its id is the unit's, it lies in the unit's home, and nobody's case is in it."""

import sqlalchemy as sa
from alembic import op

revision = "unit_feeds"
down_revision = "quality_of_life"
branch_labels = None
depends_on = None

ID = sa.Uuid(as_uuid=False)
UNIT = sa.table("unit", sa.column("id", ID), sa.column("created_at", sa.DateTime(timezone=True)))
FEED = sa.table(
    "feed", *(sa.column(name, ID) for name in ("home", "id", "unit", "opened_by")), sa.column("position", sa.BigInteger),
    sa.column("live", sa.Integer), sa.column("sum", sa.BigInteger),
    sa.column("opened_at", sa.DateTime(timezone=True)),
)  # fmt: skip


def upgrade() -> None:
    numbers = (sa.literal(0), sa.literal(0), sa.literal(0))
    every = sa.select(UNIT.c.id, UNIT.c.id, UNIT.c.id, UNIT.c.id, *numbers, UNIT.c.created_at)
    op.execute(
        sa.insert(FEED).from_select(
            ["home", "id", "unit", "opened_by", "position", "live", "sum", "opened_at"], every
        )
    )  # fmt: skip


def downgrade() -> None:
    """With what was written there."""
    op.execute("DELETE FROM change WHERE feed = home")
    op.execute("DELETE FROM feed WHERE id = home")
