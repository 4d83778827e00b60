"""What holds of a unit from which day until which, and what an office wants to reach in a year."""

import sqlalchemy as sa
from alembic import op

revision = "unit_standings"
down_revision = "phase_assessment"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unit_standing",
        sa.Column("home", sa.Uuid(as_uuid=False), primary_key=True),
        sa.Column("key", sa.String(20), primary_key=True),
        sa.Column("part", sa.String(36), primary_key=True),
        sa.Column("since", sa.String(10), primary_key=True),
        sa.Column("until", sa.String(10), nullable=True),
        sa.Column("value", sa.String(40), nullable=False),
        sa.Column("area", sa.String(13), nullable=False),
    )
    op.create_index("ix_unit_standing_area", "unit_standing", ["area"])
    op.create_table(
        "unit_target",
        sa.Column("id", sa.Uuid(as_uuid=False), primary_key=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(36), nullable=False),
        sa.Column("measure", sa.String(40), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("area", sa.String(13), nullable=False),
        sa.Column("set_by", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("year", "place", "measure"),
    )
    op.create_index("ix_unit_target_area", "unit_target", ["area"])


def downgrade() -> None:
    op.drop_table("unit_target")
    op.drop_table("unit_standing")
