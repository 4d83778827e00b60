"""How a client is spoken to, what she needs help with, where her age is known from, whether she stays."""

import sqlalchemy as sa
from alembic import op

revision = "client_more"
down_revision = "known_addresses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("client", sa.Column("age_known", sa.String(length=40), nullable=True))
    op.add_column("client", sa.Column("language", sa.String(length=40), nullable=True))
    op.add_column("client", sa.Column("needs_help_with", sa.Text(), nullable=True))
    op.add_column("client", sa.Column("mobility", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("client", "mobility")
    op.drop_column("client", "needs_help_with")
    op.drop_column("client", "language")
    op.drop_column("client", "age_known")
