"""Alerts: signs of danger with what was done about them."""

import sqlalchemy as sa
from alembic import op

revision = "add_alert"
down_revision = "sent_records"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("home", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("feed", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record_version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("amended_because", sa.Text(), nullable=True),
        sa.Column("voided_because", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("flags", sa.Text(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("card_read", sa.Boolean(), nullable=True),
        sa.Column("done", sa.Text(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.Column("status_because", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["home", "feed"],
            ["feed.home", "feed.id"],
        ),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("alert_feed", "alert", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("alert_feed", table_name="alert")
    op.drop_table("alert")
