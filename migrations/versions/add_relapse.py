"""Relapses: events that ask for a talk."""

import sqlalchemy as sa
from alembic import op

revision = "add_relapse"
down_revision = "add_aftercare"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "relapse",
        sa.Column("home", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("feed", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record_version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("amended_because", sa.Text(), nullable=True),
        sa.Column("voided_because", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("noticed", sa.String(length=40), nullable=True),
        sa.Column("substance", sa.String(length=40), nullable=True),
        sa.Column("days", sa.BigInteger(), nullable=True),
        sa.Column("trigger", sa.Text(), nullable=True),
        sa.Column("done", sa.Text(), nullable=True),
        sa.Column("reopens", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["home", "feed"],
            ["feed.home", "feed.id"],
        ),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("relapse_feed", "relapse", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("relapse_feed", table_name="relapse")
    op.drop_table("relapse")
