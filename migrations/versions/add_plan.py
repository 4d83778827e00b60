"""Plans of accompaniment."""

import sqlalchemy as sa
from alembic import op

revision = "add_plan"
down_revision = "training_more"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan",
        sa.Column("home", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("feed", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record_version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("amended_because", sa.Text(), nullable=True),
        sa.Column("voided_because", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("screening", sa.Text(), nullable=True),
        sa.Column("policy", sa.Text(), nullable=True),
        sa.Column("goals", sa.Text(), nullable=True),
        sa.Column("meetings_planned", sa.BigInteger(), nullable=True),
        sa.Column("activities", sa.Text(), nullable=True),
        sa.Column("visit_every", sa.String(length=40), nullable=True),
        sa.Column("triggers", sa.Text(), nullable=True),
        sa.Column("coping", sa.Text(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["home", "feed"],
            ["feed.home", "feed.id"],
        ),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("plan_feed", "plan", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("plan_feed", table_name="plan")
    op.drop_table("plan")
