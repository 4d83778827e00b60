"""Meetings, alone and in groups."""

import sqlalchemy as sa
from alembic import op

revision = "add_meeting"
down_revision = "unit_feeds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("home", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("feed", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record_version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("amended_because", sa.Text(), nullable=True),
        sa.Column("voided_because", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("form", sa.String(length=40), nullable=True),
        sa.Column("group", sa.Text(), nullable=True),
        sa.Column("attended", sa.String(length=40), nullable=True),
        sa.Column("theme", sa.String(length=40), nullable=True),
        sa.Column("mood", sa.BigInteger(), nullable=True),
        sa.Column("use_days", sa.BigInteger(), nullable=True),
        sa.Column("support", sa.Text(), nullable=True),
        sa.Column("red_flags", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["home", "feed"],
            ["feed.home", "feed.id"],
        ),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("meeting_feed", "meeting", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("meeting_feed", table_name="meeting")
    op.drop_table("meeting")
