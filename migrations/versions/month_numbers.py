"""What is counted of each unit by month, and up to where it is counted."""

import sqlalchemy as sa
from alembic import op

revision = "month_numbers"
down_revision = "areas_of_offices"
branch_labels = None
depends_on = None

ID, WHEN = sa.Uuid(as_uuid=False), sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "month_number",
        sa.Column("home", ID, primary_key=True),
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("measure", sa.String(40), primary_key=True),
        sa.Column("part", sa.String(40), primary_key=True),
        sa.Column("count", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "counted_unit",
        sa.Column("home", ID, primary_key=True),
        sa.Column("through", sa.String(7), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("rules", sa.String(80), nullable=False),
        sa.Column("counted_at", WHEN, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("counted_unit")
    op.drop_table("month_number")
