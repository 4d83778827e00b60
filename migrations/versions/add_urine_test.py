"""Urine tests."""

import sqlalchemy as sa
from alembic import op

revision = "add_urine_test"
down_revision = "add_situation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "urine_test",
        sa.Column("home", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("feed", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record_version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("amended_because", sa.Text(), nullable=True),
        sa.Column("voided_because", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("why", sa.String(length=40), nullable=True),
        sa.Column("consent", sa.Text(), nullable=True),
        sa.Column("after_interview", sa.Text(), nullable=True),
        sa.Column("results", sa.Text(), nullable=True),
        sa.Column("done_by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["home", "feed"],
            ["feed.home", "feed.id"],
        ),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("urine_test_feed", "urine_test", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("urine_test_feed", table_name="urine_test")
    op.drop_table("urine_test")
