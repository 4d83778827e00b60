"""Moving to another unit: the record of the case, and what the other unit learns before it accepts."""

import sqlalchemy as sa
from alembic import op

revision = "add_move"
down_revision = "rights_requests"
branch_labels = None
depends_on = None

ID = sa.Uuid(as_uuid=False)


def upgrade() -> None:
    op.create_table(
        "move",
        sa.Column("home", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("feed", ID, nullable=False),
        sa.Column("record_version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("amended_because", sa.Text(), nullable=True),
        sa.Column("voided_because", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("to_unit", sa.Text(), nullable=True),
        sa.Column("agreed", sa.String(length=40), nullable=True),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("handed_note", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.Column("answer_because", sa.Text(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["home", "feed"], ["feed.home", "feed.id"]),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("move_feed", "move", ["home", "feed"], unique=False)
    op.create_table(
        "move_offer",
        sa.Column("home", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("case_home", ID, nullable=False),
        sa.Column("feed", ID, nullable=False),
        sa.Column("from_unit", ID, nullable=False),
        sa.Column("because", sa.String(500), nullable=True),
        sa.Column("age_band", sa.String(20), nullable=True),
        sa.Column("sex", sa.String(20), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("home", "id"),
    )
    op.create_index("ix_move_offer_feed", "move_offer", ["feed"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_move_offer_feed", table_name="move_offer")
    op.drop_table("move_offer")
    op.drop_index("move_feed", table_name="move")
    op.drop_table("move")
