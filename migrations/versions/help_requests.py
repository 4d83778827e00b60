"""Help that is asked for without a name, the codes that people without an account hold, and the key on a leaflet."""

import sqlalchemy as sa
from alembic import op

revision = "help_requests"
down_revision = "phone_reports"
branch_labels = None
depends_on = None

ID, WORD, DAY = sa.Uuid(as_uuid=False), sa.String(20), sa.Date()


def upgrade() -> None:
    op.create_table(
        "visitor_code",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("purpose", WORD, nullable=False),
        sa.Column("home", ID, sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("about", ID, nullable=False),
        sa.Column("until", DAY, nullable=False),
    )
    op.create_index("ix_visitor_code_about", "visitor_code", ["about"])
    op.create_table(
        "leaflet",
        sa.Column("key", sa.String(8), primary_key=True),
        sa.Column("unit", ID, sa.ForeignKey("unit.id"), nullable=False),
        sa.UniqueConstraint("unit"),
    )
    op.create_table(
        "help_request",
        sa.Column("home", ID, primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("asked_on", DAY, nullable=False),
        sa.Column("due_on", DAY, nullable=False),
        sa.Column("who", WORD, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("reach", WORD, nullable=False),
        sa.Column("taken_by", ID, nullable=True),
        sa.Column("taken_on", DAY, nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", DAY, nullable=True),
        sa.Column("until", DAY, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("help_request")
    op.drop_table("leaflet")
    op.drop_index("ix_visitor_code_about", "visitor_code")
    op.drop_table("visitor_code")
