"""An office account remembers where it was opened from, so that a stranger elsewhere does not lock it."""

import sqlalchemy as sa
from alembic import op

revision = "known_addresses"
down_revision = "screening_result"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("credential", sa.Column("addresses", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("credential", "addresses")
