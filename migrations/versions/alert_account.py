"""What happened at a danger, in a few words, for whoever looks next."""

import sqlalchemy as sa
from alembic import op

revision = "alert_account"
down_revision = "moved_cases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alert", sa.Column("account", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("alert", "account")
