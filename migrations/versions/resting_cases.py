"""Which cases rest, beside the counts of their unit."""

import sqlalchemy as sa
from alembic import op

revision = "resting_cases"
down_revision = "person_epoch"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("counted_unit", sa.Column("resting", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("counted_unit", "resting")
