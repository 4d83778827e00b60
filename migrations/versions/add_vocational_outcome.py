"""What became of a training, one, three and six months after its end."""

import sqlalchemy as sa
from alembic import op

revision = "add_vocational_outcome"
down_revision = "ballots"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vocational_outcome",
        sa.Column("home", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("feed", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("record_version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("amended_because", sa.Text(), nullable=True),
        sa.Column("voided_because", sa.Text(), nullable=True),
        sa.Column("training", sa.Text(), nullable=True),
        sa.Column("point", sa.String(length=40), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=True),
        sa.Column("income", sa.String(length=40), nullable=True),
        sa.Column("relapse_since", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["home", "feed"],
            ["feed.home", "feed.id"],
        ),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("vocational_outcome_feed", "vocational_outcome", ["home", "feed"], unique=False)


def downgrade() -> None:
    op.drop_index("vocational_outcome_feed", table_name="vocational_outcome")
    op.drop_table("vocational_outcome")
