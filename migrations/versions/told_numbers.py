"""Numbers as offices are told them, once a quarter."""

import sqlalchemy as sa
from alembic import op

revision = "told_numbers"
down_revision = "month_numbers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told_number",
        sa.Column("span", sa.String(7), primary_key=True),
        sa.Column("measure", sa.String(40), primary_key=True),
        sa.Column("level", sa.String(10), primary_key=True),
        sa.Column("place", sa.String(36), primary_key=True),
        sa.Column("block", sa.String(48), primary_key=True),
        sa.Column("area", sa.String(5), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.String(80), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("told_number")
