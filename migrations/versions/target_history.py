"""What a target was, each time that it was set."""

import sqlalchemy as sa
from alembic import op

revision = "target_history"
down_revision = "month_report"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "target_history",
        sa.Column("id", sa.Uuid(as_uuid=False), primary_key=True),
        sa.Column("target", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("set_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_target_history_target", "target_history", ["target"])
    # Of those that stand, what is known: when they were set last.
    op.execute(
        "INSERT INTO target_history (id, target, value, set_by, set_at)"
        " SELECT id, id, value, set_by, set_at FROM unit_target"
    )


def downgrade() -> None:
    op.drop_table("target_history")
