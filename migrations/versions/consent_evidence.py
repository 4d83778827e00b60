"""What shows a consent, and how the guardian said it."""

import sqlalchemy as sa
from alembic import op

revision = "consent_evidence"
down_revision = "lists_by_position"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consent", sa.Column("evidence", sa.String(length=40), nullable=True))
    op.add_column("consent", sa.Column("guardian_way", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("consent", "guardian_way")
    op.drop_column("consent", "evidence")
