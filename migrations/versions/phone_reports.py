"""What a phone says of itself at its last sync: its app, its clock, how much waits on it."""

import sqlalchemy as sa
from alembic import op

revision = "phone_reports"
down_revision = "sent_to_districts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enrolment", sa.Column("app", sa.String(40), nullable=True))
    op.add_column("enrolment", sa.Column("unsent", sa.BigInteger(), nullable=True))
    op.add_column("enrolment", sa.Column("skew", sa.BigInteger(), nullable=True))
    op.add_column("enrolment", sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for column in ("heard_at", "skew", "unsent", "app"):
        op.drop_column("enrolment", column)
