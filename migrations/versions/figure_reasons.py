"""Why each figure of a monitoring differs from what the records said."""

import sqlalchemy as sa
from alembic import op

revision = "figure_reasons"
down_revision = "target_history"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("monitoring", sa.Column("figure_reasons", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("monitoring", "figure_reasons")
