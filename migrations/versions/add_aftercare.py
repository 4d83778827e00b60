"""Aftercare: she is stayed with after a plan or a treatment ended."""

import sqlalchemy as sa
from alembic import op

revision = "add_aftercare"
down_revision = "add_vocational_outcome"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "aftercare",
        sa.Column("home", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("feed", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record_version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("amended_because", sa.Text(), nullable=True),
        sa.Column("voided_because", sa.Text(), nullable=True),
        sa.Column("came_from", sa.String(length=40), nullable=True),
        sa.Column("from_referral", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("months", sa.BigInteger(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("policy", sa.Text(), nullable=True),
        sa.Column("contact_every", sa.String(length=40), nullable=True),
        sa.Column("ways", sa.Text(), nullable=True),
        sa.Column("triggers", sa.Text(), nullable=True),
        sa.Column("coping", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["home", "feed"],
            ["feed.home", "feed.id"],
        ),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("aftercare_feed", "aftercare", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("aftercare_feed", table_name="aftercare")
    op.drop_table("aftercare")
