"""Policies that an office published, and drafts of those to come."""

import sqlalchemy as sa
from alembic import op

revision = "published_policies"
down_revision = "enrolled_epoch"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "published_policy",
        sa.Column("id", sa.Uuid(as_uuid=False), primary_key=True),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("published_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("name", "version"),
    )
    op.create_table(
        "policy_draft",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("policy_draft")
    op.drop_table("published_policy")
