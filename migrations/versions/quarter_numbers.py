"""What is counted of each unit by quarter, and of how many people. What was counted by month is counted anew."""

import sqlalchemy as sa
from alembic import op

revision = "quarter_numbers"
down_revision = "unit_standings"
branch_labels = None
depends_on = None

ID = sa.Uuid(as_uuid=False)


def upgrade() -> None:
    op.drop_table("month_number")
    op.execute("DELETE FROM counted_unit")
    op.create_table(
        "quarter_number",
        sa.Column("home", ID, primary_key=True),
        sa.Column("span", sa.String(7), primary_key=True),
        sa.Column("line", sa.String(40), primary_key=True),
        sa.Column("block", sa.String(48), primary_key=True),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("quarter_number")
    op.execute("DELETE FROM counted_unit")
    op.create_table(
        "month_number",
        sa.Column("home", ID, primary_key=True),
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("measure", sa.String(40), primary_key=True),
        sa.Column("part", sa.String(40), primary_key=True),
        sa.Column("count", sa.BigInteger(), nullable=False),
    )
