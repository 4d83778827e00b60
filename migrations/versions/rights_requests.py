"""What clients ask about their own data."""

import sqlalchemy as sa
from alembic import op

revision = "rights_requests"
down_revision = "same_person"
branch_labels = None
depends_on = None

ID, WORD, WHEN = sa.Uuid(as_uuid=False), sa.String(20), sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "rights_request",
        sa.Column("home", ID, primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("feed", ID, nullable=False),
        sa.Column("right", WORD, nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("asked_at", WHEN, nullable=False),
        sa.Column("due_at", WHEN, nullable=False),
        sa.Column("answered_at", WHEN, nullable=True),
        sa.Column("answered_by", ID, nullable=True),
        sa.Column("outcome", WORD, nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
    )
    op.create_index("ix_rights_request_feed", "rights_request", ["feed"])


def downgrade() -> None:
    op.drop_index("ix_rights_request_feed", "rights_request")
    op.drop_table("rights_request")
