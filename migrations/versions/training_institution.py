"""For which institution a training was held."""

import sqlalchemy as sa
from alembic import op

revision = "training_institution"
down_revision = "standing_run"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("training", sa.Column("institution", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("training", "institution")
