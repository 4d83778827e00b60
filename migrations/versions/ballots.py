"""Ballots: answers that belong to nobody, the right to give one, and how many were given that right."""

import sqlalchemy as sa
from alembic import op

revision = "ballots"
down_revision = "unit_activities"
branch_labels = None
depends_on = None

ID, WORD, MONTH = sa.Uuid(as_uuid=False), sa.String(40), sa.String(7)


def upgrade() -> None:
    op.create_table(
        "ballot",
        sa.Column("home", ID, primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("month", MONTH, nullable=False),
        sa.Column("service", WORD, nullable=False),
        sa.Column("form", WORD, nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("age_band", sa.String(10), nullable=True),
        sa.Column("sex", sa.String(10), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot_token",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("unit", ID, sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("month", MONTH, nullable=False),
        sa.Column("service", WORD, nullable=False),
        sa.Column("form", WORD, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ballot_token_unit", "ballot_token", ["unit"])
    op.create_table(
        "ballot_round",
        sa.Column("home", ID, primary_key=True),
        sa.Column("month", MONTH, primary_key=True),
        sa.Column("service", WORD, primary_key=True),
        sa.Column("invited", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("ballot_round")
    op.drop_index("ix_ballot_token_unit", "ballot_token")
    op.drop_table("ballot_token")
    op.drop_table("ballot")
