"""Family members, by relation."""

import sqlalchemy as sa
from alembic import op

revision = "add_family_member"
down_revision = "add_meeting"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "family_member",
        sa.Column("home", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("feed", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record_version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("amended_because", sa.Text(), nullable=True),
        sa.Column("voided_because", sa.Text(), nullable=True),
        sa.Column("relation", sa.String(length=40), nullable=True),
        sa.Column("called", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("consent", sa.Text(), nullable=True),
        sa.Column("may_know", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["home", "feed"],
            ["feed.home", "feed.id"],
        ),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("family_member_feed", "family_member", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("family_member_feed", table_name="family_member")
    op.drop_table("family_member")
