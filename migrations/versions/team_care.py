"""How the people of a unit are: a word of each a month without its author, and calls to whoever leads the unit."""

import sqlalchemy as sa
from alembic import op

revision = "team_care"
down_revision = "figure_reasons"
branch_labels = None
depends_on = None

ID, DAY = sa.Uuid(as_uuid=False), sa.Date()


def upgrade() -> None:
    op.create_table(
        "team_word",
        sa.Column("home", ID, primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("mood", sa.Integer(), nullable=False),
        sa.Column("load", sa.String(20), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "team_call",
        sa.Column("home", ID, primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("person", ID, nullable=False),
        sa.Column("threatened", sa.Boolean(), nullable=False),
        sa.Column("wants_talk", sa.Boolean(), nullable=False),
        sa.Column("asked_on", DAY, nullable=False),
        sa.Column("heard_on", DAY, nullable=True),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("team_call")
    op.drop_table("team_word")
