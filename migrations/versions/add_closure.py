"""Why an accompaniment ended, and how she was by then."""

import sqlalchemy as sa
from alembic import op

revision = "add_closure"
down_revision = "add_relapse"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "closure",
        sa.Column("home", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("feed", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record_version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("amended_because", sa.Text(), nullable=True),
        sa.Column("voided_because", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("plan_result", sa.String(length=40), nullable=True),
        sa.Column("aftercare_offered", sa.Boolean(), nullable=True),
        sa.Column("aftercare_outcome", sa.String(length=40), nullable=True),
        sa.Column("qol_end", sa.Text(), nullable=True),
        sa.Column("qol_why", sa.Text(), nullable=True),
        sa.Column("goodbye_letter", sa.Boolean(), nullable=True),
        sa.Column("survey_invited", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["home", "feed"],
            ["feed.home", "feed.id"],
        ),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("closure_feed", "closure", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("closure_feed", table_name="closure")
    op.drop_table("closure")
