"""How a client lives, at points of the journey."""

import sqlalchemy as sa
from alembic import op

revision = "add_situation"
down_revision = "add_family_member"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "situation",
        sa.Column("home", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("feed", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record_version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("amended_because", sa.Text(), nullable=True),
        sa.Column("voided_because", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("point", sa.String(length=40), nullable=True),
        sa.Column("work", sa.String(length=40), nullable=True),
        sa.Column("school", sa.String(length=40), nullable=True),
        sa.Column("housing", sa.String(length=40), nullable=True),
        sa.Column("family", sa.String(length=40), nullable=True),
        sa.Column("legal", sa.String(length=40), nullable=True),
        sa.Column("income_source", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["home", "feed"],
            ["feed.home", "feed.id"],
        ),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("situation_feed", "situation", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("situation_feed", table_name="situation")
    op.drop_table("situation")
