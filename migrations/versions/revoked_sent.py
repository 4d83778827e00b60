"""When a client's agreement to what was sent ended: the recipient reads her data no longer."""

import sqlalchemy as sa
from alembic import op

revision = "revoked_sent"
down_revision = "consent_evidence"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sent_record", sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("sent_record", "revoked_at")
