"""When the last backup was complete: an operator and a watchman ask how old it is."""

import sqlalchemy as sa
from alembic import op

revision = "backed_up"
down_revision = "referral_cosign"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("epoch_state", sa.Column("done_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("epoch_state", "done_at")
